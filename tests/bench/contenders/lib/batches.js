// @ts-check
// The training examples a batch at a time, in order and round and round. Contenders need not shuffle, which ours does.

/** @param {import('../../contender.js').Task} task */
export function batches({ workload: { batch }, data: { train, features, outputs } }) {
  let first = 0;
  return () => {
    if (first + batch > train.count) first = 0;
    const start = first;
    first += batch;
    return {
      start,
      inputs: train.inputs.subarray(features * start, features * first),
      targets: train.targets.subarray(outputs * start, outputs * first),
      labels: train.labels.subarray(start, first),
    };
  };
}
