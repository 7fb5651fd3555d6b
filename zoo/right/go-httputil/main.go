// Level 3 in Go, with net/http/httputil: a load balancer that reads HTTP, and knows who is alive.
//
//	go run . [PORT [BACKEND,BACKEND,... [SECONDS]]]
//
// SECONDS is the time between two rounds of health checks. ReverseProxy does most of what Level 3 does: it passes on what is
// the other side's, keeps connections, and turns into a pipe after a 101. What is left to do is to choose for each
// request, and to correct three of its habits.
package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	dialLimit  = 5 * time.Second // for a client
	checkLimit = 2 * time.Second // for a health check
)

// backend is a server, with the proxy that leads to it.
type backend struct {
	address string
	proxy   *httputil.ReverseProxy
	known   bool
	alive   bool
}

// balancer chooses a backend for each request.
type balancer struct {
	backends []*backend

	mu   sync.Mutex
	turn int  // It stays when the living change: a new list must not begin with the first again.
	told bool // that all are down: once for each outage, not once for each client.
}

// pick gives the next backend that is alive, and nil when none is.
func (b *balancer) pick() *backend {
	b.mu.Lock() // To read the turn and to move it on must be one step: each client has a goroutine, and all of them pick.
	defer b.mu.Unlock()
	var alive []*backend
	for _, one := range b.backends {
		if one.alive {
			alive = append(alive, one)
		}
	}
	if len(alive) == 0 {
		if !b.told {
			log.Print("All backends are unhealthy!")
		}
		b.told = true
		return nil
	}
	b.turn++
	return alive[(b.turn-1)%len(alive)]
}

func (b *balancer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	one := b.pick()
	if one == nil {
		badGateway(w, r, nil)
		return
	}
	if r.Body != http.NoBody {
		r.Body = &watchedBody{ReadCloser: r.Body}
	}
	one.proxy.ServeHTTP(w, r)
}

func badGateway(w http.ResponseWriter, _ *http.Request, _ error) {
	w.WriteHeader(http.StatusBadGateway)
	io.WriteString(w, "Backend Unavailable\n")
}

// watchedBody knows whether the request was read to its end.
type watchedBody struct {
	io.ReadCloser
	ended atomic.Bool
}

func (body *watchedBody) Read(p []byte) (int, error) {
	n, err := body.ReadCloser.Read(p)
	if err == io.EOF {
		body.ended.Store(true)
	}
	return n, err
}

// newProxy makes the proxy of one backend. All of them share the transport, and so its kept connections.
func newProxy(address string, transport *http.Transport) *httputil.ReverseProxy {
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: address})
	proxy.Transport = transport
	proxy.ErrorHandler = badGateway
	proxy.FlushInterval = -1 // First habit: it collects small pieces of a response. A client may wait for just this one.
	proxy.ModifyResponse = closeBehind
	return proxy
}

// closeBehind ends the client's connection behind some responses.
//
// Second habit: net/http takes a request that has both Content-Length and Transfer-Encoding for a chunked one, forgets that it
// had both, and goes on reading. RFC 9112, section 6.1, wants the connection closed. Nobody can tell any more
// which chunked requests had both, so no connection outlives a chunked request.
//
// Third habit: before a response goes out, net/http reads what is left of the request, to keep the connection. A response
// that comes in the middle of an upload would be held back. It does not read on if it is to close.
func closeBehind(response *http.Response) error {
	request := response.Request
	body, hasBody := request.Body.(*watchedBody)
	if len(request.TransferEncoding) > 0 || (hasBody && !body.ended.Load()) {
		response.Header.Set("Connection", "close")
	}
	return nil
}

func newTransport() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = nil
	transport.DialContext = (&net.Dialer{Timeout: dialLimit}).DialContext
	transport.MaxIdleConns = 0          // no limit
	transport.MaxIdleConnsPerHost = 256 // 2 by default
	transport.DisableCompression = true // Or it would ask for gzip, and unpack, where the client did not ask for it.
	return transport
}

func (b *balancer) checkAll() {
	for _, one := range b.backends {
		conn, err := net.DialTimeout("tcp", one.address, checkLimit) // Without the lock: it may take two seconds.
		if err == nil {
			conn.Close() // Each check hangs up. Else it would leave a connection behind, every time.
		}
		b.note(one, err == nil)
	}
}

func (b *balancer) note(one *backend, alive bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !one.known || one.alive != alive {
		status := map[bool]string{true: "HEALTHY", false: "UNHEALTHY"}[alive]
		log.Printf("Backend %s marked as %s", one.address, status)
	}
	one.known, one.alive = true, alive
	b.told = b.told && !alive
}

func (b *balancer) checkForEver(interval time.Duration) {
	for range time.Tick(interval) {
		b.checkAll()
	}
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
	seconds, err := strconv.ParseFloat(argument(3, "10"), 64)
	if err != nil {
		log.Fatal(err)
	}

	b := &balancer{}
	transport := newTransport()
	for _, address := range strings.Split(argument(2, "localhost:9001,localhost:9002,localhost:9003"), ",") {
		b.backends = append(b.backends, &backend{address: address, proxy: newProxy(address, transport)})
	}
	b.checkAll() // Before the first client comes: who is not known to be alive is not used.
	go b.checkForEver(time.Duration(seconds * float64(time.Second)))

	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("Load balancer listening on :%s", port)
	log.Fatal(http.Serve(listener, b))
}
