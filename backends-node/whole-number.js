'use strict';

/** The number that the text says, or undefined: no signs, no fractions, no "1e9", not above max. */
function wholeNumber(text, max) {
  return /^\d{1,9}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

module.exports = { wholeNumber };
