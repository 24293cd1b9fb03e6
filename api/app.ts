import express, { type Express, type RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { authenticate } from './auth/authenticate.ts';
import type { Reader } from './auth/reader.ts';
import type { ApiContext } from './context.ts';
import { ROUTES } from './contract/routes.ts';
import { Binding, expressPath } from './http/bind.ts';
import { requestLog } from './http/log.ts';
import { answerErrors, notFound, ProblemError } from './problem.ts';
import { bindDashboard } from './routes/dashboard.ts';
import { bindBulkDecisions } from './routes/bulk-decisions.ts';
import { bindDecisions } from './routes/decisions.ts';
import { bindIntake } from './routes/intake.ts';
import { bindNotices } from './routes/notices.ts';
import { bindPolicies } from './routes/policies.ts';
import { bindPolicyMoves } from './routes/policy-moves.ts';
import { bindOwnership } from './routes/ownership.ts';
import { bindProblemPages } from './routes/problems.ts';
import { bindReader } from './routes/reader.ts';
import { bindReference } from './routes/reference.ts';
import { bindRequestChanges } from './routes/request-changes.ts';
import { bindRequests } from './routes/requests.ts';
import { bindService } from './routes/service.ts';
import { bindSession } from './routes/session.ts';
import { bindSodReport } from './routes/sod.ts';
import { bindStandingIn } from './routes/standing-in.ts';
import { bindStream } from './routes/stream.ts';
import { bindTasks } from './routes/tasks.ts';
import type { ChangeFeed } from './stream/change-feed.ts';

/** The whole API. Reads nothing from the environment and starts nothing: the caller listens, and starts the feed. */
export function createApp(context: ApiContext, feed: ChangeFeed): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  app.use(requestLog(context.logger));
  app.use(securityHeaders());
  const binding = new Binding(app, context, {
    identify: identify(context),
    limit: limiter(context.rateLimit),
  });
  bindIntake(binding, context);
  bindRequests(binding, context);
  bindRequestChanges(binding, context);
  bindTasks(binding, context);
  bindDecisions(binding, context);
  bindOwnership(binding, context);
  bindBulkDecisions(binding, context);
  bindStandingIn(binding, context);
  bindNotices(binding, context);
  bindPolicies(binding, context);
  bindPolicyMoves(binding, context);
  bindReader(binding, context);
  bindDashboard(binding, context);
  bindSodReport(binding, context);
  bindStream(binding, context, feed);
  bindSession(binding, context, feed);
  bindService(binding, context);
  bindReference(binding, app);
  bindProblemPages(app);
  refuseOtherMethods(app);
  app.use((_request, _response, next) => next(notFound()));
  app.use(answerErrors);
  return app;
}

const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
  });

/** Leaves who calls, or why that is not known, for the limiter and the guard behind it. */
const identify =
  (context: ApiContext): RequestHandler =>
  async (request, response, next) => {
    try {
      response.locals['reader'] = await authenticate(context, request);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      response.locals['readerProblem'] = error;
    }
    next();
  };

const limiter = (perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request, response) =>
      (response.locals['reader'] as Reader | undefined)?.actor.id ??
      `address:${ipKeyGenerator(request.ip ?? '')}`,
    handler: (_request, _response, next) =>
      next(
        new ProblemError(
          'too-many-requests',
          `More than ${perMinute} calls in a minute. Wait as long as Retry-After says.`,
        ),
      ),
  });

/** RFC 9110 section 15.5.6: a known address answers another method with the ones it has. */
function refuseOtherMethods(app: Express): void {
  for (const path of new Set(ROUTES.map((route) => route.path))) {
    const methods = ROUTES.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    const allow = (methods.includes('GET') ? [...methods, 'HEAD'] : methods).join(', ');
    app.all(expressPath(path), (request, _response, next) => {
      next(
        new ProblemError('method-not-allowed', `${request.method} is not offered here; ${allow} is.`, {
          headers: { Allow: allow },
        }),
      );
    });
  }
}
