'use strict';

// What a backend does wrong on purpose, so that one sees what a load balancer makes of it. A fault is
// written "fail=503"; several go together, "slow=500,hang-health"; and "none" is none.

const { wholeNumber } = require('./whole-number');

const LONGEST_WAIT_MS = 600_000;

/** Nothing is wrong. What each part means stands in README.md. */
const NONE = Object.freeze({ text: 'none', slow: 0, fail: 0, silent: false, hangHealth: false });

/** Reads a fault as it is written. Undefined where the text is none. */
function parseFault(text) {
  const parts = text === 'none' ? [] : text.split(',').map(parsePart);
  return parts.includes(undefined) ? undefined : Object.assign({}, NONE, ...parts, { text });
}

/** What to say of a text that is no fault: one line, with the way out. */
function explainFault(text) {
  return `"${text}" is no fault. Write slow=500 (milliseconds, up to ${LONGEST_WAIT_MS}), fail=503 (a status from 500 to 599), `
    + 'silent or hang-health, or several of them with commas, or none.';
}

function parsePart(part) {
  const [name, ...values] = part.split('=');
  const number = wholeNumber(values.join('='), LONGEST_WAIT_MS);
  switch (name) {
    case 'slow': return number === undefined ? undefined : { slow: number };
    case 'fail': return number >= 500 && number <= 599 ? { fail: number } : undefined;
    case 'silent': return values.length === 0 ? { silent: true } : undefined;
    case 'hang-health': return values.length === 0 ? { hangHealth: true } : undefined;
    default: return undefined;
  }
}

module.exports = { NONE, parseFault, explainFault };
