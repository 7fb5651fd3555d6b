'use strict';

// One backend of the course: the server *behind* the load balancer. server1.js, server2.js and
// server3.js start it with their number and their port. It uses nothing but Node.js itself.

const http = require('node:http');
const { pipeline, Readable } = require('node:stream');

const MEGABYTE = 1024 * 1024;
const LONGEST_WAIT_MS = 600_000;
const LARGEST_ANSWER_MB = 100_000;

/** Starts backend `number` on the port of the argument, of the environment (PORT), or the usual one. */
function start(number, usualPort) {
  const port = choosePort(number, usualPort);
  const server = http.createServer(createHandler(number));

  server.on('error', (error) => fail(1, explain(error, number, port)));

  // Without a host, Node.js listens on "::" and so on IPv6 and IPv4 alike; where the machine has no
  // IPv6 it listens on IPv4. "localhost" may mean ::1 or 127.0.0.1: both must find us.
  server.listen(port, () => {
    // Port 0 lets the system choose, so the port is asked back.
    console.log(`Backend Server ${number} listening on port ${server.address().port}`);
  });

  // Ctrl+C means now. server.close() would wait for every client that is still connected.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => process.exit(0));
  }
}

/** The function that answers one request. */
function createHandler(number) {
  const name = `Backend Server ${number}`;
  let healthy = true;

  const turnHealth = (to) => (_request, response) => {
    healthy = to;
    send(response, 200, `${name} now answers GET /health with ${healthy ? 200 : 503}\n`);
  };

  // What the chapters experiment with. Every other path gets the plain answer.
  const routes = {
    '/slow': { methods: null, answer: answerSlowly },
    '/big': { methods: null, answer: answerBig },
    '/upload': { methods: ['POST', 'PUT'], answer: countUpload },
    '/health': { methods: ['GET', 'HEAD'], answer: tellHealth },
    '/health/down': { methods: ['POST'], answer: turnHealth(false) },
    '/health/up': { methods: ['POST'], answer: turnHealth(true) },
  };

  function answerPlainly(_request, response) {
    send(response, 200, `Response from ${name}\n`);
  }

  // GET /slow?ms=1500 waits before it answers.
  function answerSlowly(request, response, query) {
    const ms = wholeNumber(query.get('ms') ?? '1000', LONGEST_WAIT_MS);
    if (ms === undefined) {
      send(response, 400, `ms must be a whole number from 0 to ${LONGEST_WAIT_MS}, as in /slow?ms=1500\n`);
      return;
    }

    const timer = setTimeout(() => answerPlainly(request, response), ms);
    response.on('close', () => clearTimeout(timer)); // A client that left is not worth waiting for.
  }

  // GET /big?mb=100 sends that many megabytes (of 1024 * 1024 bytes).
  function answerBig(request, response, query) {
    const mb = wholeNumber(query.get('mb') ?? '10', LARGEST_ANSWER_MB);
    if (mb === undefined) {
      send(response, 400, `mb must be a whole number from 0 to ${LARGEST_ANSWER_MB}, as in /big?mb=100\n`);
      return;
    }

    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': mb * MEGABYTE });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }

    // One block of 64 KiB is sent again and again. pipeline asks for the next only when the client
    // has room for it (backpressure), so that memory stays the same at any size and any speed.
    const block = Buffer.alloc(64 * 1024, `${`Many bytes from ${name} `.padEnd(63, '.')}\n`);
    pipeline(Readable.from(repeat(block, mb * (MEGABYTE / block.length))), response, () => {
      // Called at the end, or when the client left in mid-answer: nothing to mend.
    });
  }

  // POST /upload counts what arrives and keeps none of it.
  function countUpload(request, response) {
    let bytes = 0;
    request.on('data', (chunk) => { bytes += chunk.length; });
    request.on('end', () => send(response, 200, `${name} received ${bytes} bytes\n`));
  }

  function tellHealth(_request, response) {
    send(response, healthy ? 200 : 503, healthy ? 'healthy\n' : 'unhealthy\n');
  }

  return (request, response) => {
    const [path, query] = splitTarget(request.url);
    const route = Object.hasOwn(routes, path) ? routes[path] : { methods: null, answer: answerPlainly };

    if (route.methods && !route.methods.includes(request.method)) {
      response.setHeader('Allow', route.methods.join(', '));
      send(response, 405, `${path} takes ${route.methods.join(' or ')}, not ${request.method}\n`);
    } else {
      route.answer(request, response, query);
    }

    request.resume(); // A body that nobody asked for is read and dropped, or its sender would hang.
  };
}

function send(response, status, text) {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text); // To a HEAD request, Node.js sends the head only.
}

function* repeat(block, times) {
  for (let i = 0; i < times; i++) {
    yield block;
  }
}

/** Splits "/big?mb=5" into path and query. The URL class is no help here: it throws on "//". */
function splitTarget(target) {
  const mark = target.indexOf('?');
  return mark < 0
    ? [target, new URLSearchParams()]
    : [target.slice(0, mark), new URLSearchParams(target.slice(mark + 1))];
}

/** The number that the text says, or undefined: no signs, no fractions, no "1e9", not above max. */
function wholeNumber(text, max) {
  return /^\d{1,9}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

function choosePort(number, usualPort) {
  const [text = process.env.PORT || String(usualPort), ...rest] = process.argv.slice(2);
  const port = wholeNumber(text, 65535);

  if (port === undefined || rest.length > 0) {
    const wrong = rest.length > 0 ? 'Too many arguments.' : `"${text}" is no port: a port is a number from 0 to 65535.`;
    fail(2, `${wrong} Usage: node server${number}.js [port], for instance: node server${number}.js ${usualPort}`);
  }

  return port;
}

function explain(error, number, port) {
  const way = `choose another port, for instance: node server${number}.js ${port < 55536 ? port + 10000 : port - 10000}`;
  switch (error.code) {
    case 'EADDRINUSE': return `Port ${port} is already in use. Stop the other program, or ${way}`;
    case 'EACCES': return `Port ${port} may not be opened by this user. Choose one above 1023, for instance: node server${number}.js ${9000 + number}`;
    default: return `Can't listen on port ${port}: ${error.message}. Try to ${way}`;
  }
}

/** One line for the person who started us, and the exit code: 1 can't start, 2 wrong usage. */
function fail(exitCode, message) {
  console.error(message);
  process.exit(exitCode);
}

module.exports = { start };
