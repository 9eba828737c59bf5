// @ts-check
// The page within another one: without its header, without what a teacher hides, and as high as it needs to be.
//
// "?embed=1" leaves out the header, and posts { gradual: { height } } to the page around it whenever the height changes;
// "?hide=data,settings,progress,inside,sections" leaves out these parts.

import './embed.css';

const { searchParams } = new URL(location.href);
const { dataset } = document.documentElement;
dataset.hide = (searchParams.get('hide') ?? '').split(',').join(' ');

if (searchParams.has('embed')) {
  dataset.embed = '';
  const post = () => parent.postMessage({ gradual: { height: document.documentElement.scrollHeight } }, '*');
  new ResizeObserver(post).observe(document.body);
  post();
}
