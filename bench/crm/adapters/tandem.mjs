// TANDEM_KEY is an administrator's API key: bin/tandem key add bench
// People are Tandem's contacts, deals its opportunities. The pipeline is what is open: count, amount and weighted amount of every stage.
export default async (opts, { req, contact, opp, mix }) => {
  const base = opts.base || 'http://127.0.0.1:5080';
  const headers = { Authorization: `Bearer ${opts.key || process.env.TANDEM_KEY}` };
  const get = (path) => ({ method: 'GET', path: `/api/v1/${path}`, headers });
  const post = (path, body) => ({ method: 'POST', path: `/api/v1/${path}`, headers, body });
  const json = async (r) => {
    const m = await req(base, r);
    if (m.status >= 300) throw new Error(`${r.method} ${r.path} answered ${m.status} ${m.text.slice(0, 300)}`);
    return JSON.parse(m.text);
  };

  const person = (i) => {
    const c = contact(i);
    return { name: `${c.firstName} ${c.lastName}`, givenName: c.firstName, familyName: c.lastName, email: c.email, phone: c.phone, city: c.city, country: 'DE', title: c.title };
  };
  const filter = (text) => encodeURIComponent(text);
  const cityList = (city, cursor) => `people?limit=50&sort=name&filter=${filter(`city = "${city}"`)}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;

  // Pages are read by cursor: those of the pages that the load asks for are found beforehand.
  const cursors = {};
  if (opts.phase === 'list') {
    for (const city of ['Berlin', 'Paris', 'Rome', 'Oslo', 'Dublin', 'Leeds', 'Milan', 'Vienna']) {
      cursors[city] = [''];
      for (let page = 1; page < 20; page++) {
        const { nextCursor } = await json(get(cityList(city, cursors[city][page - 1])));
        if (!nextCursor) break;
        cursors[city].push(nextCursor);
      }
    }
  }

  const stages = {};
  if (opts.phase === 'opps') {
    const pipeline = (await json(get('pipelines?limit=1'))).data[0];
    for (const stage of (await json(get(`stages?limit=100&filter=${filter(`pipeline = "${pipeline.id}"`)}`))).data) stages[stage.name] = stage.id;
  }
  const openStages = Object.values(stages);

  const batches = async (path, from, n, row) => {
    const sum = { created: 0, updated: 0, unchanged: 0, refused: 0 };
    for (let at = from; at < from + n; at += 10000) {
      const size = Math.min(10000, from + n - at);
      const m = await json(post(path, Array.from({ length: size }, (_, k) => row(at + k))));
      for (const k of Object.keys(sum)) sum[k] += m[k];
    }
    return sum;
  };

  const versions = {};
  return {
    base,
    createContact: (i) => post('people', person(i)),
    bulkContacts: (from, n) => batches('people/batch', from, n, person),
    bulkOpps: (from, n) => batches('deals/batch', from, n, (i) => {
      const o = opp(i);
      return { name: o.name, amount: { amount: String(o.amount), currency: 'EUR' }, stageId: stages[o.stage] ?? openStages[o.stageIndex % openStages.length], expectedClose: o.closeDate };
    }),
    list: (city, page) => get(cityList(city, cursors[city][page % cursors[city].length])),
    search: (text) => get(`people?limit=50&search=${encodeURIComponent(text)}`),
    get: (id) => get(`people/${id}`),
    // A change names the version that it is based on; the load updates each record in turn, so that it is known. Each is a change: one that
    // changes nothing makes no version.
    update: (id, k) => {
      const version = versions[id]++;
      return { method: 'PATCH', path: `/api/v1/people/${id}`, headers: { ...headers, 'Content-Type': 'application/merge-patch+json', 'If-Match': `"${version}"` }, body: { title: `Title ${k} ${mix(k, 1000)} ${version}` } };
    },
    pipeline: () => get('reports/open-pipeline'),
    someIds: async (n) => {
      const rows = [];
      for (let cursor = ''; rows.length < n;) {
        const page = await json(get(`people?limit=${Math.min(500, n - rows.length)}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`));
        rows.push(...page.data);
        if (!(cursor = page.nextCursor)) break;
      }
      for (const row of rows) versions[row.id] = row.version;
      return rows.map((row) => row.id);
    },
  };
};
