import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cached, firstOf, fromEnvironment, onPath } from './cache.ts';
import { downloadOfficialRelease } from './official-release.ts';
import type { Report } from './report.ts';

const VERSION = '1.38.0';
const PROGRAM = 'temporal-test-server';

/** The path of Temporal's time-skipping test server, for `TestWorkflowEnvironment.createTimeSkipping`, fetched on first use. */
export async function ensureTimeSkippingServer(report: Report): Promise<string> {
  const inCache = (fill: (folder: string) => Promise<void>): Promise<string> =>
    cached('time-skipping-server', fill).then((folder) => join(folder, PROGRAM));
  return (
    fromEnvironment('TEMPORAL_TEST_SERVER_PATH') ??
    (await firstOf(
      "Temporal's time-skipping test server",
      [
        {
          name: 'official release',
          obtain: () =>
            inCache((folder) => downloadOfficialRelease('time-skipping', folder, PROGRAM, report)),
        },
        { name: 'Maven', obtain: () => inCache((folder) => fromMaven(folder, report)) },
      ],
      'Install a JDK (11 or newer) and Maven, or set TEMPORAL_TEST_SERVER_PATH to the test server.',
      report,
    ))
  );
}

async function fromMaven(folder: string, report: Report): Promise<void> {
  if (process.platform === 'win32') throw new Error('is started by a shell script, which Windows lacks');
  const maven = onPath('mvn');
  if (maven === undefined || onPath('java') === undefined) throw new Error('needs java and mvn on the PATH');
  report(`fetching the test server ${VERSION} with Maven, about a minute`);
  const pom = join(folder, 'pom.xml');
  await writeFile(pom, pomXml());
  const copy = ['--batch-mode', '--quiet', '--file', pom, 'dependency:copy-dependencies'];
  await execa(maven, [...copy, `-DoutputDirectory=${join(folder, 'jars')}`], { timeout: 600_000 });
  await rm(pom);
  await writeFile(join(folder, PROGRAM), startScript());
  await chmod(join(folder, PROGRAM), 0o755);
}

function pomXml(): string {
  return `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>docket</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
}

/** Serial collection and the first compiler tier: a test server lives for seconds, so it should start fast. */
function startScript(): string {
  return `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$here/jars/*" io.temporal.testserver.TestServer "$@"
`;
}
