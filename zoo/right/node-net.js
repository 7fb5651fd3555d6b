// Level 1 in JavaScript, with Node's net: a load balancer that copies bytes.
//
//     node node-net.js [PORT [BACKEND,BACKEND,...]]
//
// There is one thread, so choosing needs no lock. pipe() copies, waits while the receiver is slow, and passes an end on.
'use strict';

const net = require('node:net');

const port = Number(process.argv[2] ?? 8090);
const backends = (process.argv[3] ?? 'localhost:9001,localhost:9002,localhost:9003').split(',');

const DIAL_LIMIT = 5_000; // milliseconds
const LINGER_LIMIT = 5_000; // milliseconds

const BODY = 'Backend Unavailable\n';
const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\n'
  + `Content-Length: ${Buffer.byteLength(BODY)}\r\nConnection: close\r\n\r\n${BODY}`;

// Without this a socket ends its own sending as soon as the other side has finished, and a client that half-closes
// would get no answer. Both kinds of sockets need it.
const HALF_OPEN = { allowHalfOpen: true, noDelay: true };

let next = 0;

function pick() {
  const backend = backends[next];
  next = (next + 1) % backends.length;
  return backend;
}

function dial(backend) {
  const colon = backend.lastIndexOf(':');
  return net.connect({ host: backend.slice(0, colon), port: Number(backend.slice(colon + 1)), ...HALF_OPEN });
}

// One client, from its first byte to its last.
function serve(client) {
  const backend = dial(pick());
  const limit = setTimeout(() => backend.destroy(new Error('took too long')), DIAL_LIMIT);
  let connected = false;

  backend.on('connect', () => {
    connected = true;
    clearTimeout(limit);
    client.pipe(backend);
    backend.pipe(client);
  });

  // An 'error' that nobody listens to ends the whole program. Both sockets need a listener, from the start.
  client.on('error', () => {
    clearTimeout(limit);
    backend.resetAndDestroy(); // The client has gone: nobody is left to work for.
  });
  backend.on('error', () => {
    clearTimeout(limit);
    if (!connected) {
      refuse(client);
    } else if (backend.readableEnded) {
      client.resume(); // It has answered in full and hung up on an upload. Let the client read the answer.
    } else {
      client.resetAndDestroy(); // Half an answer must not look like a whole one.
    }
  });
}

// Says 502 so that the client can read it: a close with unread input would send a reset, which destroys it.
function refuse(client) {
  client.end(BAD_GATEWAY);
  client.resume(); // Reads and throws away.
  const limit = setTimeout(() => client.destroy(), LINGER_LIMIT);
  client.on('close', () => clearTimeout(limit));
}

const server = net.createServer(HALF_OPEN, serve);
server.listen({ port, backlog: 4096 }, () => console.log(`Load balancer listening on :${port}`));
