// The work itself: makes a text plainer without touching what it says.

/** Longer ways of saying things and the plain ones. None has a figure in it. */
const PLAINER = [
  ['in order to', 'to'],
  ['due to the fact that', 'because'],
  ['in the event that', 'if'],
  ['with regard to', 'about'],
  ['at this point in time', 'now'],
  ['a large number of', 'many'],
  ['is able to', 'can'],
  ['are able to', 'can'],
  ['prior to', 'before'],
  ['utilise', 'use'],
];

/** The same paragraphs, figures and citations in fewer words. */
export function polish(text) {
  return paragraphs(text).map(plainer).join('\n\n');
}

/** What is separated by empty lines. */
export function paragraphs(text) {
  return text.trim().split(/\n\s*\n/);
}

function plainer(paragraph) {
  let plain = paragraph.replace(/\s+/g, ' ').replace(/ ([,;:.])(?!\d)/g, '$1').trim();
  for (const [long, short] of PLAINER) {
    plain = plain.replace(new RegExp(`\\b${long}\\b`, 'gi'), (found) => sameCase(found, short));
  }
  return plain;
}

function sameCase(found, short) {
  const isUpper = found[0] !== found[0].toLowerCase();
  return isUpper ? short[0].toUpperCase() + short.slice(1) : short;
}
