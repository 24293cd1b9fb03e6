import type { Express } from 'express';
import { escapeHtml, sendPage } from '../http/page.ts';
import { PROBLEM_KINDS, type ProblemKind } from '../schemas/problem-kinds.ts';

const KINDS: Readonly<Record<string, ProblemKind>> = PROBLEM_KINDS;

/** The page behind every problem's `type`. */
export function bindProblemPages(app: Express): void {
  app.get('/problems', (_request, response) => {
    const items = Object.entries(KINDS).map(
      ([name, { status, title }]) =>
        `<li><a href="/problems/${name}">${escapeHtml(title)}</a> (${status})</li>`,
    );
    sendPage(response, 200, 'Problems', `<ul>\n${items.join('\n')}\n</ul>`);
  });
  app.get('/problems/:name', (request, response, next) => {
    const kind = Object.hasOwn(KINDS, request.params.name) ? KINDS[request.params.name] : undefined;
    if (!kind) return next();
    const body = `<p>Status ${kind.status}</p>\n<p>${escapeHtml(kind.explanation)}</p>\n<p><a href="/problems">All problems</a></p>`;
    sendPage(response, 200, kind.title, body);
  });
}
