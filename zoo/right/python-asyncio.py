"""Level 2 in Python, with asyncio: a load balancer that copies bytes and knows who is alive.

    python3 python-asyncio.py [PORT [BACKEND,BACKEND,... [SECONDS]]]

SECONDS is the time between two rounds of health checks.

There is one thread. So there is no lock: what stands between two awaits is one step for everybody else. And so
nothing here may block: whoever waits, waits in an await.
"""

import asyncio
import socket
import struct
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 8090
BACKENDS = (sys.argv[2] if len(sys.argv) > 2 else "localhost:9001,localhost:9002,localhost:9003").split(",")
INTERVAL = float(sys.argv[3]) if len(sys.argv) > 3 else 10

DIAL_LIMIT = 5  # seconds, for a client
CHECK_LIMIT = 2  # seconds, for a health check
LINGER_LIMIT = 5  # seconds
BUFFER = 64 * 1024

BODY = b"Backend Unavailable\n"
BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\n"
    b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(BODY)
) + BODY

# From Python 3.11 on the second is another name for the first, which is an OSError.
FAILED = (OSError, asyncio.TimeoutError)


async def dial(backend, limit):
    host, port = backend.rsplit(":", 1)
    return await asyncio.wait_for(asyncio.open_connection(host, int(port)), limit)


class Health:
    """Who is alive, and whose turn it is among those."""

    def __init__(self, backends):
        self._backends = backends
        self._alive = {}
        self._turn = 0  # It stays when the list of the living changes: a new list must not begin with the first again.
        self._told = False

    def pick(self):
        alive = [backend for backend in self._backends if self._alive.get(backend)]
        if not alive:
            if not self._told:
                print("All backends are unhealthy!", flush=True)
            self._told = True  # Once for each outage, not once for each client.
            return None
        self._turn += 1
        return alive[(self._turn - 1) % len(alive)]

    async def check_all(self):
        for backend in self._backends:
            alive = await self._check(backend)
            if self._alive.get(backend) != alive:
                print(f"Backend {backend} marked as {'HEALTHY' if alive else 'UNHEALTHY'}", flush=True)
            self._alive[backend] = alive
            self._told = self._told and not alive

    async def check_for_ever(self):
        while True:
            await asyncio.sleep(INTERVAL)
            await self.check_all()

    @staticmethod
    async def _check(backend):
        try:
            _, writer = await dial(backend, CHECK_LIMIT)
        except FAILED:
            return False
        writer.close()  # Each check hangs up. Else it would leave a connection behind, every time.
        return True


async def copy(reader, writer):
    """Copies until the sender has finished, and tells the receiver so. The other direction stays open."""
    while data := await reader.read(BUFFER):
        writer.write(data)
        await writer.drain()  # Waits while the receiver is slow. So nothing piles up here.
    writer.write_eof()


async def upload(reader, writer):
    try:
        await copy(reader, writer)
    except OSError:
        # One of the two has gone. If it is the backend, it may have answered first: throw away what the client
        # still sends, so that it can read the answer. If it is the client, this read fails again.
        await discard(reader)


async def discard(reader):
    while await reader.read(BUFFER):
        pass


def abort(writer):
    """Something broke, so the close must not look like a proper end: it becomes a reset."""
    connection = writer.get_extra_info("socket")
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    except OSError:
        pass  # It has gone already.
    writer.transport.abort()


async def refuse(reader, writer):
    """Says 502 so that the client can read it: close() with unread input would send a reset, which destroys it."""
    try:
        writer.write(BAD_GATEWAY)
        writer.write_eof()
        await asyncio.wait_for(discard(reader), LINGER_LIMIT)
    except FAILED:
        pass  # It did not want to know, or talks for too long.


async def serve(health, client_reader, client_writer):
    """One client, from its first byte to its last."""
    try:
        backend = health.pick()
        if backend is None:
            await refuse(client_reader, client_writer)
            return
        try:
            backend_reader, backend_writer = await dial(backend, DIAL_LIMIT)
        except FAILED:
            await refuse(client_reader, client_writer)
            return
        await relay(client_reader, client_writer, backend_reader, backend_writer)
    finally:
        client_writer.close()


async def relay(client_reader, client_writer, backend_reader, backend_writer):
    try:
        await asyncio.gather(upload(client_reader, backend_writer), copy(backend_reader, client_writer))
    except OSError:
        # One direction has failed. This wakes the other one as well.
        abort(client_writer)
        abort(backend_writer)
    finally:
        backend_writer.close()


async def main():
    health = Health(BACKENDS)
    await health.check_all()  # Before the first client comes: who is not known to be alive is not used.
    await asyncio.start_server(lambda r, w: serve(health, r, w), port=PORT, backlog=4096)
    print(f"Load balancer listening on :{PORT}", flush=True)
    # Ctrl+C cancels this one. Not "async with server": from Python 3.12 on that waits until the last client has left.
    await health.check_for_ever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
