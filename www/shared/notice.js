// @ts-check
// A sentence about something that went wrong, with what one can do about it.

import { html, nothing } from 'lit';

/** @param {string | null} message @param {{ retry?: () => void, dismiss?: () => void }} [actions] */
export function notice(message, { retry, dismiss } = {}) {
  if (!message) return nothing;
  return html`<div class="notice" role="alert">
    <p>${message}</p>
    ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
    ${dismiss ? html`<button type="button" class="quiet" @click=${dismiss}>Dismiss</button>` : nothing}
  </div>`;
}
