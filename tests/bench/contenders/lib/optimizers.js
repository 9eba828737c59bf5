// @ts-check

/**
 * An update of all parameters, after which the gradients are zero.
 * @param {import('../../workloads.js').Workload} workload @param {Float32Array} parameters @param {Float32Array} gradients
 */
export function createOptimizer({ optimizer, rate }, parameters, gradients) {
  const makers = { sgd, momentum, adam };
  return makers[optimizer](rate, parameters, gradients);
}

/** @param {number} rate @param {Float32Array} parameters @param {Float32Array} gradients */
function sgd(rate, parameters, gradients) {
  return () => {
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradients[i];
      gradients[i] = 0;
    }
  };
}

/** @param {number} rate @param {Float32Array} parameters @param {Float32Array} gradients */
function momentum(rate, parameters, gradients) {
  const velocity = new Float32Array(parameters.length);
  return () => {
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = 0.9 * velocity[i] + gradients[i];
      parameters[i] -= rate * velocity[i];
      gradients[i] = 0;
    }
  };
}

/** @param {number} rate @param {Float32Array} parameters @param {Float32Array} gradients */
function adam(rate, parameters, gradients) {
  const first = new Float32Array(parameters.length);
  const second = new Float32Array(parameters.length);
  let updates = 0;
  return () => {
    updates++;
    const corrected = (rate * Math.sqrt(1 - 0.999 ** updates)) / (1 - 0.9 ** updates);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      first[i] += 0.1 * (g - first[i]);
      second[i] += 0.001 * (g * g - second[i]);
      parameters[i] -= (corrected * first[i]) / (Math.sqrt(second[i]) + 1e-8);
      gradients[i] = 0;
    }
  };
}
