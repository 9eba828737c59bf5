// @ts-check
// A file that is dropped beside a place that takes it would replace the page, and all that was made there.

/** Whatever takes drops has said so before the event comes here; text may still be dragged into fields. */
export function refuseDrops() {
  document.addEventListener('dragover', (event) => {
    if (event.defaultPrevented || !holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  document.addEventListener('drop', (event) => holdsFiles(event) && event.preventDefault());
}

/** @param {DragEvent} event */
function holdsFiles({ dataTransfer }) {
  return dataTransfer?.types.includes('Files') ?? false;
}
