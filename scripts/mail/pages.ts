import type { Letter, LetterSummary } from './letters.ts';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; border: 1px solid #8886; background: #fff; }
input { font: inherit; padding: .3rem; width: min(30rem, 70%); }
`;

export function listPage(letters: readonly LetterSummary[], query: string): string {
  const empty = query === '' ? 'No letter has been sent yet.' : `No letter mentions “${escape(query)}”.`;
  const rows = letters.map(
    (letter) => `<tr>
      <td><time datetime="${letter.receivedAt}">${letter.receivedAt.slice(0, 19).replace('T', ' ')} UTC</time></td>
      <td>${escape(letter.to)}</td>
      <td><a href="/letters/${letter.id}">${escape(letter.subject)}</a></td>
    </tr>`,
  );
  const table = `<table><thead><tr><th scope="col">Sent</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
    <tbody>${rows.join('')}</tbody></table>`;
  return page(
    'Mail that was sent',
    `<h1>Mail that was sent</h1>
    <p>Nothing here has left this machine.</p>
    <form role="search"><label>Request id or words <input name="q" value="${escape(query)}"></label> <button>Search</button></form>
    ${rows.length === 0 ? `<p>${empty}</p>` : table}`,
  );
}

export function letterPage({ summary, mail }: Letter): string {
  const attachments = summary.attachments.map(
    ({ name, contentType, bytes }, index) =>
      `<li><a href="/letters/${summary.id}/attachments/${index}">${escape(name)}</a> (${escape(contentType)}, ${bytes} bytes)</li>`,
  );
  const html =
    typeof mail.html === 'string'
      ? `<h2>As a mail program shows it</h2><iframe sandbox title="The letter" src="/letters/${summary.id}/html"></iframe>`
      : '';
  return page(
    summary.subject,
    `<p><a href="/">All letters</a></p>
    <h1>${escape(summary.subject)}</h1>
    <dl><dt>From</dt><dd>${escape(summary.from)}</dd><dt>To</dt><dd>${escape(summary.to)}</dd>
    <dt>Sent</dt><dd>${summary.receivedAt}</dd><dt>Message-ID</dt><dd>${escape(summary.messageId)}</dd></dl>
    ${attachments.length === 0 ? '' : `<h2>Attachments</h2><ul>${attachments.join('')}</ul>`}
    <h2>Text</h2><pre>${escape(summary.text)}</pre>${html}`,
  );
}

export function notFoundPage(): string {
  return page('No such letter', '<h1>No such letter</h1><p><a href="/">All letters</a></p>');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
