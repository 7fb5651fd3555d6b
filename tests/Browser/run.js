// A real browser loads a page with many resources through Level 3. See README.md.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { COUNTS, start } = require('./backend.js');

const ROOT = path.join(__dirname, '..', '..');
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const LIMIT = 120_000; // Milliseconds: a guard against a hang, never a measure of speed.

const onPath = name => process.env.PATH.split(path.delimiter).map(folder => path.join(folder, name)).find(file => fs.existsSync(file));

function findLevel() {
  const built = ['Release', 'Debug']
    .map(configuration => path.join(ROOT, 'level3-keepalive', 'bin', configuration, 'net10.0', 'LearnLoadBalancer.Level3.dll'))
    .filter(file => fs.existsSync(file))
    .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
  if (built.length === 0) throw new Error('Level 3 has not been built. Build it with: dotnet build level3-keepalive');
  return built[0];
}

// Starts Level 3, and gives its port once it knows its backends.
function startLevel(backends, children) {
  const level = spawn('dotnet', ['exec', findLevel(), '--listen', '127.0.0.1:0', ...backends.flatMap(({ port }) => ['--backend', `127.0.0.1:${port}`])]);
  children.push(level);
  level.log = '';
  level.stdout.on('data', text => { level.log += text; });
  level.stderr.on('data', text => { level.log += text; });
  return new Promise((resolve, reject) => {
    level.on('error', reject);
    level.on('exit', code => reject(new Error(`Level 3 ended (${code}):\n${level.log}`)));
    level.stdout.on('data', () => {
      const line = /listening on 127\.0\.0\.1:(\d+)/.exec(level.log);
      if (line) resolve({ level, port: Number(line[1]) });
    });
  });
}

function startBrowser(url, folder, children) {
  const program = process.argv[2] || BROWSERS.map(onPath).find(Boolean);
  if (!program) throw new Error(`No browser was found. Install Chromium, or give its path: node ${path.relative('.', __filename)} PATH`);
  const options = ['--headless=new', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-extensions', `--user-data-dir=${folder}`];
  if (process.getuid?.() === 0) options.push('--no-sandbox'); // Chromium has no sandbox for root.
  const browser = spawn(program, [...options, url], { stdio: 'ignore', detached: process.platform !== 'win32' });
  children.push(browser);
  return new Promise((_, reject) => {
    browser.on('error', reject);
    browser.on('exit', code => reject(new Error(`The browser ended (${code}) without a result.`)));
  });
}

function judge(result, backends, level) {
  const total = Object.values(COUNTS).reduce((sum, count) => sum + count, 0) + 2; // And the page, and its report.
  const requests = backends.map(backend => [...backend.requests.values()].reduce((sum, count) => sum + count, 0));
  const asked = new Map();
  for (const { requests } of backends) for (const [url, count] of requests) asked.set(url, (asked.get(url) || 0) + count);
  const connections = backends.map(backend => backend.connections - 1); // The first is the health check's.

  console.log(`${total} requests: ${Object.entries(COUNTS).map(([kind, count]) => `${count} x ${kind}`).join(', ')}, the page and its report`);
  console.log(`by the browser's account: ${JSON.stringify(result.seen)}, wrong: ${JSON.stringify(result.wrong)}, ${result.connections} connections without the sockets'`);
  backends.forEach((_, i) => console.log(`backend ${i + 1}: ${requests[i]} requests over ${connections[i]} connections`));

  assert.deepStrictEqual(result.wrong, []);
  assert.deepStrictEqual(result.seen, COUNTS);
  assert.strictEqual(asked.size, total, 'Something was asked for that is not on the page, or never was.');
  assert.ok([...asked.values()].every(count => count === 1), 'Something reached backends twice.');
  assert.ok(requests.every(count => count === Math.floor(total / 3) || count === Math.ceil(total / 3)), 'The backends did not take turns.');
  assert.ok(connections.reduce((sum, count) => sum + count, 0) < total / 3, 'Connections to backends were not used again.');
  assert.doesNotMatch(level.log, /failed unexpectedly|^(cut|\d{3}) \w+:/m);
}

async function main() {
  const children = [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  let backends = [];
  let timer;
  try {
    const { promise, resolve } = (() => { let resolve; const promise = new Promise(done => { resolve = done; }); return { promise, resolve }; })();
    backends = await Promise.all([1, 2, 3].map(() => start(resolve)));
    const { level, port } = await startLevel(backends, children);
    const ended = startBrowser(`http://127.0.0.1:${port}/`, folder, children);
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`No result after ${LIMIT / 1000} s.\n${level.log}`)), LIMIT); });
    judge(await Promise.race([promise, ended, late]), backends, level);
    console.log('all arrived, once each, in turns');
  } finally {
    clearTimeout(timer);
    for (const child of children) {
      child.removeAllListeners('exit');
      if (child.exitCode !== null || child.pid === undefined) continue;
      const gone = new Promise(done => child.on('exit', done));
      // The browser is many processes: they are a group of their own.
      if (child.spawnargs[0] !== 'dotnet' && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
      else child.kill();
      await gone;
    }
    backends.forEach(({ server }) => { server.closeAllConnections?.(); server.close(); });
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

main().catch(error => { console.error(error.message); process.exitCode = 1; });
