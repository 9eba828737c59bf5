// @ts-check
// What could not be fetched, told apart from what went wrong in code that was.

/** A file did not come: the connection, or the host, may be at fault. */
export class LoadFailure extends Error {}

/** What browsers say of a module, or of its styles, that did not come; anything else is an error of the module itself. */
const NOT_FETCHED = /dynamically imported module|Importing a module script failed|Unable to preload CSS/;

/** @param {string} url @returns {Promise<Response>} */
export async function fetched(url) {
  const response = await fetch(url).catch((cause) => {
    throw new LoadFailure(`${url} could not be fetched`, { cause });
  });
  if (!response.ok) throw new LoadFailure(`${url} was answered with ${response.status}`);
  return response;
}

/** @template T @param {Promise<T>} module on its way @returns {Promise<T>} */
export async function imported(module) {
  try {
    return await module;
  } catch (cause) {
    if (NOT_FETCHED.test(String(cause))) throw new LoadFailure('A part of the page could not be fetched', { cause });
    throw cause;
  }
}
