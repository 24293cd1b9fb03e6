import { ConfigError, readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { startApi } from './start.ts';

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const api = await startApi(config, logger);
  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping');
    api.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping did not go well');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`The API can not start.\n${error.message}\n`);
  else
    process.stderr.write(
      `The API can not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exit(1);
}
