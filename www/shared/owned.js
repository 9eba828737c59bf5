// @ts-check
// Objects of the core that live as long as a scope.

/**
 * @template {{ free: () => void }} T
 * @param {import('./scope.js').Scope} scope @param {T} object @returns {T}
 */
export function owned(scope, object) {
  scope.onDispose(() => object.free());
  return object;
}
