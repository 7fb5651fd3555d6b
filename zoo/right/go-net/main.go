// Level 2 in Go, with net: a load balancer that copies bytes and knows who is alive.
//
//	go run . [PORT [BACKEND,BACKEND,... [SECONDS]]]
//
// SECONDS is the time between two rounds of health checks. Each direction of each client has a goroutine.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	dialLimit   = 5 * time.Second // for a client
	checkLimit  = 2 * time.Second // for a health check
	lingerLimit = 5 * time.Second
	body        = "Backend Unavailable\n"
)

// health knows who is alive, and whose turn it is among those.
type health struct {
	backends []string

	mu    sync.Mutex
	alive map[string]bool
	turn  int  // It stays when the living change: a new list must not begin with the first again.
	told  bool // that all are down: once for each outage, not once for each client.
}

// pick gives the next backend that is alive, and false when none is.
func (h *health) pick() (string, bool) {
	h.mu.Lock() // To read the turn and to move it on must be one step: each client has a goroutine, and all of them pick.
	defer h.mu.Unlock()
	var alive []string
	for _, backend := range h.backends {
		if h.alive[backend] {
			alive = append(alive, backend)
		}
	}
	if len(alive) == 0 {
		if !h.told {
			log.Print("All backends are unhealthy!")
		}
		h.told = true
		return "", false
	}
	h.turn++
	return alive[(h.turn-1)%len(alive)], true
}

func (h *health) checkAll() {
	for _, backend := range h.backends {
		conn, err := net.DialTimeout("tcp", backend, checkLimit) // Without the lock: it may take two seconds.
		if err == nil {
			conn.Close() // Each check hangs up. Else it would leave a connection behind, every time.
		}
		h.note(backend, err == nil)
	}
}

func (h *health) note(backend string, alive bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if before, known := h.alive[backend]; !known || before != alive {
		status := map[bool]string{true: "HEALTHY", false: "UNHEALTHY"}[alive]
		log.Printf("Backend %s marked as %s", backend, status)
	}
	h.alive[backend] = alive
	h.told = h.told && !alive
}

func (h *health) checkForEver(interval time.Duration) {
	for range time.Tick(interval) {
		h.checkAll()
	}
}

// serve is one client, from its first byte to its last.
func serve(client *net.TCPConn, h *health) {
	defer client.Close()
	backend, ok := h.pick()
	if !ok {
		refuse(client)
		return
	}
	conn, err := net.DialTimeout("tcp", backend, dialLimit)
	if err != nil {
		refuse(client)
		return
	}
	server := conn.(*net.TCPConn)
	defer server.Close()

	uploaded := make(chan struct{})
	go func() {
		defer close(uploaded)
		upload(client, server)
	}()
	download(server, client)
	<-uploaded // Both must be over before the connections are closed.
}

// io.Copy returns when the sender has finished. Telling the receiver so, and no more, is CloseWrite: Close would end the
// other direction, too.

func upload(client, server *net.TCPConn) {
	if _, err := io.Copy(server, client); err != nil {
		// One of the two has gone. If it is the backend, it may have answered first: throw away what the client
		// still sends, so that it can read the answer. If it is the client, there is nothing more to read.
		io.Copy(io.Discard, client)
		abort(client, server)
		return
	}
	server.CloseWrite()
}

func download(server, client *net.TCPConn) {
	if _, err := io.Copy(client, server); err != nil {
		abort(client, server)
		return
	}
	client.CloseWrite()
}

// abort closes both with a reset: something broke, so it must not look like a proper end. It wakes the other direction.
func abort(conns ...*net.TCPConn) {
	for _, conn := range conns {
		conn.SetLinger(0)
		conn.Close()
	}
}

// refuse says 502 so that the client can read it: Close with unread input would send a reset, which destroys it.
func refuse(client *net.TCPConn) {
	fmt.Fprintf(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\n"+
		"Content-Length: %d\r\nConnection: close\r\n\r\n%s", len(body), body)
	client.CloseWrite()
	client.SetReadDeadline(time.Now().Add(lingerLimit))
	io.Copy(io.Discard, client)
}

// argument gives the one at that place of the command line.
func argument(place int, otherwise string) string {
	if len(os.Args) > place {
		return os.Args[place]
	}
	return otherwise
}

func main() {
	port := argument(1, "8090")
	backends := strings.Split(argument(2, "localhost:9001,localhost:9002,localhost:9003"), ",")
	seconds, err := strconv.ParseFloat(argument(3, "10"), 64)
	if err != nil {
		log.Fatal(err)
	}

	h := &health{backends: backends, alive: map[string]bool{}}
	h.checkAll() // Before the first client comes: who is not known to be alive is not used.
	go h.checkForEver(time.Duration(seconds * float64(time.Second)))

	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("Load balancer listening on :%s", port)
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Print(err) // No file descriptor is left, say. Some client will leave.
			time.Sleep(100 * time.Millisecond)
			continue
		}
		go serve(conn.(*net.TCPConn), h) // It dials there, and not here: a dial that hangs must not stop everybody.
	}
}
