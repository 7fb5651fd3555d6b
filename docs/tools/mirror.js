'use strict';

// A backend for the experiments of the documentation: it answers every request with that request, as it
// came in, and with the number of the connection that it came in on. So a client sees what a load
// balancer has made of its request, and how many connections it took. Usage: node docs/tools/mirror.js 9001

const http = require('node:http');

let connections = 0;
const port = Number(process.argv[2] ?? 9001);

const server = http.createServer((request, response) => {
  const { socket, rawHeaders } = request;
  socket.number ??= ++connections; // Counted at its first request: a health check connects and asks nothing.
  socket.requests = (socket.requests ?? 0) + 1;

  let text = `connection ${socket.number}, request ${socket.requests}\n`;
  text += `${request.method} ${request.url} HTTP/${request.httpVersion}\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    text += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\n`;
  }

  const body = [];
  request.on('data', (chunk) => body.push(chunk));
  request.on('end', () => {
    text += body.length > 0 ? `\n${Buffer.concat(body)}\n` : '';
    for (const [name, value] of Object.entries(request.trailers)) {
      text += `trailer ${name}: ${value}\n`;
    }

    response.end(text);
  });
});

server.keepAliveTimeout = 60_000; // Node.js closes idle connections after 5 s. Here they shall last while you type.
server.listen(port, () => console.log(`Mirror listening on port ${server.address().port}`));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(0));
}
