import type { Response } from 'express';

/** A plain page for people: no script, no style of its own, nothing from elsewhere. */
export function sendPage(response: Response, status: number, title: string, body: string): void {
  response
    .status(status)
    .type('html')
    .set('Cache-Control', 'no-store')
    .send(
      `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n` +
        `<meta name="color-scheme" content="light dark">\n<title>${escapeHtml(title)} – Docket</title>\n</head>\n<body>\n<main>\n<h1>${escapeHtml(title)}</h1>\n${body}\n</main>\n</body>\n</html>\n`,
    );
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
