// A TCP relay in Go: what a Go programmer would write for Level 1, with io.Copy for each direction.
// The benchmark builds and starts it. Usage: relay LISTEN BACKEND...
package main

import (
	"io"
	"log"
	"net"
	"os"
	"sync"
)

var (
	mu   sync.Mutex
	next int
)

func pick(backends []string) string {
	mu.Lock()
	defer mu.Unlock()
	backend := backends[next%len(backends)]
	next++
	return backend
}

func serve(client net.Conn, backend string) {
	defer client.Close()
	server, err := net.Dial("tcp", backend)
	if err != nil {
		return
	}
	defer server.Close()

	done := make(chan struct{})
	go func() {
		copyHalf(server, client)
		close(done)
	}()
	copyHalf(client, server)
	<-done
}

// On Linux io.Copy between two TCP connections is splice(2): the bytes never enter the program.
func copyHalf(to, from net.Conn) {
	io.Copy(to, from)
	to.(*net.TCPConn).CloseWrite()
}

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(client, pick(os.Args[2:]))
	}
}
