'use strict';

// One backend of the course: the server *behind* the load balancer. server1.js, server2.js and
// server3.js start it with their number and their port. It uses nothing but Node.js itself.

const http = require('node:http');
const { pipeline, Readable } = require('node:stream');
const { NONE, parseFault, explainFault } = require('./fault');
const { wholeNumber } = require('./whole-number');

const MEGABYTE = 1024 * 1024;
const LONGEST_WAIT_MS = 600_000;
const LARGEST_ANSWER_MB = 100_000;

/** Starts backend `number` on the port of the argument, of the environment (PORT), or the usual one. */
function start(number, usualPort) {
  const words = process.argv.slice(2);
  const fault = takeFault(words);
  const port = choosePort(words, number, usualPort);
  const server = http.createServer(createHandler(number, fault));

  server.on('error', (error) => fail(1, explain(error, number, port)));

  // Without a host, Node.js listens on "::" and so on IPv6 and IPv4 alike; where the machine has no
  // IPv6 it listens on IPv4. "localhost" may mean ::1 or 127.0.0.1: both must find us.
  server.listen(port, () => {
    // Port 0 lets the system choose, so the port is asked back.
    console.log(`Backend Server ${number} listening on port ${server.address().port}`);
    if (fault !== NONE) {
      console.log(tellFault(number, fault));
    }
  });

  // Ctrl+C means now. server.close() would wait for every client that is still connected.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => process.exit(0));
  }
}

/** The function that answers one request. `fault` is what is wrong at the start. */
function createHandler(number, fault) {
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
    // The switches work whatever is wrong.
    '/health': { methods: ['GET', 'HEAD'], answer: tellHealth, isSwitch: true },
    '/health/down': { methods: ['POST'], answer: turnHealth(false), isSwitch: true },
    '/health/up': { methods: ['POST'], answer: turnHealth(true), isSwitch: true },
    '/fault': { methods: ['POST'], answer: setFault, isSwitch: true },
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

    after(ms, response, () => answerPlainly(request, response));
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
    if (!fault.hangHealth) {
      send(response, healthy ? 200 : 503, healthy ? 'healthy\n' : 'unhealthy\n');
    }
  }

  // POST /fault?fail=503 makes this backend ill, POST /fault?none makes it well.
  function setFault(_request, response, _query, text) {
    const wanted = parseFault(text);
    fault = wanted ?? fault;
    send(response, wanted ? 200 : 400, `${wanted ? tellFault(number, fault) : explainFault(text)}\n`);
  }

  function answer(route, path, query, request, response) {
    if (route.methods && !route.methods.includes(request.method)) {
      response.setHeader('Allow', route.methods.join(', '));
      send(response, 405, `${path} takes ${route.methods.join(' or ')}, not ${request.method}\n`);
    } else {
      route.answer(request, response, new URLSearchParams(query), query);
    }

    request.resume(); // A body that nobody asked for is read and dropped, or its sender would hang.
  }

  return (request, response) => {
    const [path, query] = splitTarget(request.url);
    const route = Object.hasOwn(routes, path) ? routes[path] : { methods: null, answer: answerPlainly };

    if (route.isSwitch) {
      answer(route, path, query, request, response);
    } else if (fault.silent) {
      request.resume(); // No answer and no end: the client waits until it has had enough.
    } else if (fault.fail) {
      after(fault.slow, response, () => send(response, fault.fail, `Failure ${fault.fail} from ${name}\n`));
      request.resume();
    } else {
      after(fault.slow, response, () => answer(route, path, query, request, response));
    }
  };
}

/** Does it after so many milliseconds, unless the client has left: it is not worth waiting for. */
function after(ms, response, action) {
  if (ms === 0) {
    action();
    return;
  }

  const timer = setTimeout(action, ms);
  response.on('close', () => clearTimeout(timer));
}

function tellFault(number, fault) {
  return `Backend Server ${number} now has ${fault.text === 'none' ? 'no fault' : `the fault ${fault.text}`}`;
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
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** What "--fault fail=503" among the words says. It is taken out of them. */
function takeFault(words) {
  const place = words.indexOf('--fault');
  if (place < 0) {
    return NONE;
  }

  const [, text = ''] = words.splice(place, 2);
  return parseFault(text) ?? fail(2, explainFault(text));
}

function choosePort(words, number, usualPort) {
  const [text = process.env.PORT || String(usualPort), ...rest] = words;
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
