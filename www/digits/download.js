// @ts-check
// One packed file over the network: streamed so that its progress shows, unpacked, and checked for its length.

/**
 * @typedef {object} PackedFile
 * @property {string} name as a sentence names it, such as "train-images.idx.gz"
 * @property {string} url
 * @property {number} gz bytes packed
 * @property {number} raw bytes unpacked
 */

/**
 * Downloads and unpacks a file. Every error it throws is a sentence that names the file.
 * @param {PackedFile} file
 * @param {(share: number) => void} onProgress called with the share received, 0 to 1
 * @returns {Promise<Uint8Array>}
 */
export async function download(file, onProgress) {
  const parts = await receive(file, onProgress);
  const bytes = await unpack(file, parts);
  if (bytes.length !== file.raw) throw incomplete(file, bytes.length);
  return bytes;
}

/** @param {PackedFile} file @param {(share: number) => void} onProgress */
async function receive(file, onProgress) {
  const reader = await open(file);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      throw new Error(`The download of ${file.name} broke off.`, { cause });
    });
    if (done) return parts;
    parts.push(value);
    received += value.length;
    onProgress(Math.min(1, received / (isPacked(parts) ? file.gz : file.raw)));
  }
}

/** @param {PackedFile} file */
async function open(file) {
  const response = await fetch(file.url).catch((cause) => {
    throw new Error(`${file.name} could not be downloaded.`, { cause });
  });
  if (!response.ok || !response.body)
    throw new Error(`${file.name} could not be downloaded: the server answered ${response.status}.`);
  return response.body.getReader();
}

/**
 * Some servers send a .gz file as it is, others as content that the browser has unpacked already: its first bytes tell.
 * @param {Uint8Array[]} parts
 */
function isPacked([first]) {
  return first !== undefined && first[0] === 0x1f && first[1] === 0x8b;
}

/** @param {PackedFile} file @param {Uint8Array<ArrayBuffer>[]} parts */
async function unpack(file, parts) {
  const stream = new Blob(parts).stream();
  const plain = isPacked(parts) ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
  const buffer = await new Response(plain).arrayBuffer().catch((cause) => {
    throw new Error(`${file.name} arrived damaged or incomplete.`, { cause });
  });
  return new Uint8Array(buffer);
}

/** @param {PackedFile} file @param {number} length */
function incomplete(file, length) {
  const [got, whole] = [length, file.raw].map((bytes) => bytes.toLocaleString('en'));
  return new Error(`${file.name} arrived incomplete: ${got} of ${whole} bytes.`);
}
