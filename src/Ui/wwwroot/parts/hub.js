// One stream of changes for all tabs of a browser: HTTP/1.1 allows six connections to a server.
// The tab that holds the lock listens for everybody and passes topics on; when it goes, the next one takes over.
const channel = new BroadcastChannel("tandem-live");
const me = Math.random().toString(36).slice(2);
const wanted = new Map();
let topics = [];
let source;
let leads = false;
let timer;
let retries = 0;
let address;
let heard = () => {};

export function join(url, onRefresh) {
  address = url;
  heard = onRefresh;
  if (!navigator.locks) {
    // Plain HTTP away from localhost has no locks: each tab listens for itself.
    lead();
    return;
  }
  channel.onmessage = receive;
  navigator.locks.request("tandem-live", () => {
    channel.postMessage({ ask: true });
    lead();
    return new Promise(() => {});
  });
}

function lead() {
  leads = true;
  wanted.set(me, topics);
  listen();
}

export function want(list) {
  topics = list;
  if (leads) {
    wanted.set(me, topics);
    listen();
  } else {
    channel.postMessage({ from: me, topics });
  }
}

function receive({ data }) {
  if (data.topic) heard(data.topic);
  else if (data.ask) channel.postMessage({ from: me, topics });
  else if (leads && data.gone) { wanted.delete(data.gone); listen(); }
  else if (leads && data.from) { wanted.set(data.from, data.topics); listen(); }
}

addEventListener("pagehide", () => channel.postMessage({ gone: me }));
addEventListener("pageshow", ({ persisted }) => { if (persisted) want(topics); });

// Tabs that come and go together make one new stream, not one each.
function listen() {
  clearTimeout(timer);
  timer = setTimeout(connect, 100);
}

function connect() {
  const all = [...new Set([...wanted.values()].flat())].sort().join(",");
  if (source?.topics === all && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  source = null;
  if (all === "") return;
  source = new EventSource(`${address}?topics=${encodeURIComponent(all)}`);
  source.topics = all;
  source.addEventListener("open", () => { retries = 0; });
  source.addEventListener("refresh", ({ data }) => {
    if (navigator.locks) channel.postMessage({ topic: data });
    heard(data);
  });
  // The browser retries a broken stream by itself, but not one that was answered with an error.
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    retries += 1;
    clearTimeout(timer);
    timer = setTimeout(connect, Math.min(60_000, 2_000 * 2 ** retries));
  });
}
