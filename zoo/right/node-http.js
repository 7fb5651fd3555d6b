// Level 3 in JavaScript, with Node's http: a load balancer that reads HTTP, and knows who is alive.
//
//     node node-http.js [PORT [BACKEND,BACKEND,... [SECONDS]]]
//
// SECONDS is the time between two rounds of health checks. Node parses, and keeps connections; what is left to do is
// to choose for each request, to pass on what is the other side's, and to tell each side when the other one has gone.
'use strict';

const http = require('node:http');
const net = require('node:net');
const { pipeline } = require('node:stream');

const port = Number(process.argv[2] ?? 8090);
const backends = (process.argv[3] ?? 'localhost:9001,localhost:9002,localhost:9003').split(',').map(parse);
const interval = Number(process.argv[4] ?? 10) * 1_000;

const CHECK_LIMIT = 2_000; // milliseconds
const CAN_BE_REPEATED = new Set(['GET', 'HEAD', 'OPTIONS']);
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']);

// Connections to backends are kept, and used again for any client.
const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 256, noDelay: true });

// ---- Choosing

let turn = 0;
let told = false;

function parse(backend) {
  const colon = backend.lastIndexOf(':');
  return { name: backend, host: backend.slice(0, colon), port: Number(backend.slice(colon + 1)), alive: undefined };
}

function pick() {
  const alive = backends.filter((backend) => backend.alive);
  if (alive.length === 0) {
    if (!told) {
      console.log('All backends are unhealthy!');
    }
    told = true; // Once for each outage, not once for each client.
    return null;
  }
  told = false;
  return alive[turn++ % alive.length];
}

// ---- Health

function isAlive(backend) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: backend.host, port: backend.port, timeout: CHECK_LIMIT });
    const end = (alive) => {
      socket.destroy(); // Each check hangs up. Else it would leave a connection behind, every time.
      resolve(alive);
    };
    socket.on('connect', () => end(true)).on('error', () => end(false)).on('timeout', () => end(false));
  });
}

async function checkAll() {
  for (const backend of backends) {
    const alive = await isAlive(backend);
    if (alive !== backend.alive) {
      console.log(`Backend ${backend.name} marked as ${alive ? 'HEALTHY' : 'UNHEALTHY'}`);
    }
    backend.alive = alive;
    told &&= !alive;
  }
}

async function checkForEver() {
  await checkAll();
  setTimeout(checkForEver, interval); // From the end of one round on: rounds never pile up.
}

// ---- Requests

// The fields that are for the other end, in their order and with their names as they came. Two fields of one name stay
// two, which is why this takes rawHeaders. Those that are for the next hop only end here: the known ones, and
// those that Connection names. (But not Host and not the length, whatever Connection says of them.)
function endToEnd(message) {
  const named = (message.headers.connection ?? '').toLowerCase().split(',').map((name) => name.trim());
  const gone = new Set([...HOP_BY_HOP, ...named]);
  for (const name of ['host', 'content-length', 'transfer-encoding']) {
    gone.delete(name);
  }
  const fields = [];
  for (let i = 0; i < message.rawHeaders.length; i += 2) {
    if (!gone.has(message.rawHeaders[i].toLowerCase())) {
      fields.push(message.rawHeaders[i], message.rawHeaders[i + 1]);
    }
  }
  return fields;
}

function badGateway(res) {
  const body = 'Backend Unavailable\n';
  res.writeHead(502, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}

function ask(backend, req, fields) {
  return http.request({ agent, host: backend.host, port: backend.port, method: req.method, path: req.url, headers: fields, setHost: false });
}

function forward(req, res) {
  if (hosts(req) > 1) {
    res.writeHead(400, { 'Content-Length': 0, Connection: 'close' }).end(); // Two readers could take it for two hosts' affair.
    return;
  }
  const backend = pick();
  if (!backend) {
    badGateway(res);
    return;
  }
  const asked = ask(backend, req, endToEnd(req));
  let answered = false;

  asked.on('continue', () => res.writeContinue());
  asked.on('response', (answer) => {
    answered = true;
    res.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer));
    res.flushHeaders(); // Not only together with the first bytes of the body: they may take their time.
    // Copies; and when one of the two breaks off, so does the other. Half an answer must not look like a whole one.
    pipeline(answer, res, () => {});
  });
  asked.on('error', () => {
    if (answered || res.destroyed) {
      res.destroy();
    } else if (asked.reusedSocket && CAN_BE_REPEATED.has(req.method) && !hasBody(req)) {
      // A kept connection may have been closed by its backend in this very moment. No answer has come, and what
      // is asked may be asked twice: so do, on another connection.
      forward(req, res);
    } else {
      badGateway(res);
    }
  });
  res.on('close', () => {
    if (!res.writableFinished) {
      asked.destroy(); // The client has gone: nobody is left to work for.
    }
  });

  asked.flushHeaders(); // Node would hold them back until the body comes, and the client may wait for an answer first.
  req.pipe(asked);
}

// Node sees to it that there is one Host. It takes several, too.
function hosts(req) {
  return req.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === 'host').length;
}

function hasBody(req) {
  return 'transfer-encoding' in req.headers || Number(req.headers['content-length'] ?? 0) > 0;
}

// ---- WebSocket, and whatever else leaves HTTP: after a 101 the connection is a pipe.

function upgrade(req, client, head) {
  client.on('error', () => client.destroy());
  const backend = pick();
  if (!backend) {
    client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  const asked = ask(backend, req, [...endToEnd(req), 'Connection', 'Upgrade', 'Upgrade', req.headers.upgrade]);
  asked.on('error', () => client.destroy());
  client.on('close', () => asked.destroy());

  asked.on('upgrade', (answer, server, behind) => {
    write(client, answer, ['Connection', 'Upgrade', 'Upgrade', answer.headers.upgrade ?? req.headers.upgrade]);
    client.write(behind); // What came together with the heads belongs to the pipe already.
    server.write(head);
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
    client.pipe(server);
    server.pipe(client);
  });
  asked.on('response', (answer) => {
    // It does not want to. This socket is no response any more, so the answer is written by hand, and ends with it.
    write(client, answer, ['Connection', 'close'], ['transfer-encoding']);
    pipeline(answer, client, () => {});
  });
  asked.end();
}

function write(client, answer, more, without = []) {
  const fields = [...endToEnd(answer), ...more];
  let text = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
  for (let i = 0; i < fields.length; i += 2) {
    if (!without.includes(fields[i].toLowerCase())) {
      text += `${fields[i]}: ${fields[i + 1]}\r\n`;
    }
  }
  client.write(`${text}\r\n`, 'latin1');
}

// ---- Start

const server = http.createServer({ noDelay: true }, forward);
server.on('checkContinue', forward); // The backend decides whether the body shall come, not Node.
server.on('upgrade', upgrade);
checkForEver().then(() => {
  // Only now: who is not known to be alive is not used, and the first clients would be turned away.
  server.listen({ port, backlog: 4096 }, () => console.log(`Load balancer listening on :${port}`));
});
