// @ts-check
// A file that is dropped beside a place that takes it would replace the page, and all that was made there.

/** Whatever takes drops has said so before the event comes here. */
export function refuseDrops() {
  document.addEventListener('dragover', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  document.addEventListener('drop', (event) => event.preventDefault());
}
