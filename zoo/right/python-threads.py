"""Level 1 in Python, with threads: a load balancer that copies bytes.

    python3 python-threads.py [PORT [BACKEND,BACKEND,...]]

Two threads serve each client: one copies what the client says, the other what the backend says.
A thread that waits in recv() costs no processor time, so a thousand of them are fine.
"""

import socket
import struct
import sys
import threading
import time

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8090
BACKENDS = (sys.argv[2] if len(sys.argv) > 2 else "localhost:9001,localhost:9002,localhost:9003").split(",")

DIAL_LIMIT = 5  # seconds
LINGER_LIMIT = 5  # seconds
BUFFER = 64 * 1024

BODY = b"Backend Unavailable\n"
BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(BODY)
) + BODY


class RoundRobin:
    """Takes the backends in turn."""

    def __init__(self, backends):
        self._backends = backends
        self._next = 0
        self._lock = threading.Lock()

    def pick(self):
        # To read the index and to move it on must be one step: each client has a thread, and all of them pick.
        with self._lock:
            backend = self._backends[self._next]
            self._next = (self._next + 1) % len(self._backends)
            return backend


def dial(backend):
    host, port = backend.rsplit(":", 1)
    connection = socket.create_connection((host, int(port)), timeout=DIAL_LIMIT)
    connection.settimeout(None)  # The limit was for the dial. A client may be silent for an hour.
    return connection


def copy(source, target):
    """Copies until the source has finished, and tells the target so. The other direction stays open."""
    while data := source.recv(BUFFER):
        target.sendall(data)  # Waits while the target is slow. So nothing piles up here.
    target.shutdown(socket.SHUT_WR)


def upload(client, backend):
    try:
        copy(client, backend)
    except OSError:
        # One of the two has gone. If it is the backend, it may have answered first: throw away what the client
        # still sends, so that it can read the answer. If it is the client, there is nothing more to read.
        discard(client)
        abort(client, backend)


def download(backend, client):
    try:
        copy(backend, client)
    except OSError:
        abort(client, backend)


def discard(connection, limit=None):
    """Reads to the end, or until the time is up."""
    end = None if limit is None else time.monotonic() + limit
    try:
        while end is None or time.monotonic() < end:
            if not connection.recv(BUFFER):
                return
    except OSError:
        pass  # Gone, or silent for too long.


def abort(*connections):
    """Something broke, so the close must not look like a proper end: it becomes a reset."""
    for connection in connections:
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # close() does not wake a thread that waits in recv() on this socket. This does.
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It has gone already.


def refuse(client):
    """Says 502 so that the client can read it: close() with unread input would send a reset, which destroys it."""
    try:
        client.sendall(BAD_GATEWAY)
        client.shutdown(socket.SHUT_WR)
        client.settimeout(LINGER_LIMIT)
        discard(client, LINGER_LIMIT)
    except OSError:
        pass  # It did not want to know.


def serve(client, turns):
    """One client, from its first byte to its last."""
    with client:
        try:
            backend = dial(turns.pick())
        except OSError:
            refuse(client)
            return

        with backend:
            for connection in (client, backend):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            up = threading.Thread(target=upload, args=(client, backend), daemon=True)
            up.start()
            download(backend, client)
            up.join()  # Both must be over before the sockets are closed.


def main():
    turns = RoundRobin(BACKENDS)
    with socket.create_server(("", PORT), backlog=4096) as listener:
        print(f"Load balancer listening on :{PORT}", flush=True)
        while True:
            try:
                client, _ = listener.accept()
            except OSError as e:
                print(f"Can't accept: {e}", flush=True)  # No file descriptor is left, say. Some client will leave.
                time.sleep(0.1)
                continue
            # Daemons: Ctrl+C ends the program, whoever is still connected.
            threading.Thread(target=serve, args=(client, turns), daemon=True).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
