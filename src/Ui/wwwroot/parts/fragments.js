// Fetches fragments of HTML while a person types: the newest question aborts the one before.
export class Fragments {
  async get(url, frame) {
    this.request?.abort();
    this.request = new AbortController();
    const response = await fetch(url, {
      signal: this.request.signal, credentials: "same-origin", headers: { Accept: "text/html", "Turbo-Frame": frame },
    });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.text();
  }

  abort() {
    this.request?.abort();
  }
}

export function withQuery(url, values) {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return address;
}
