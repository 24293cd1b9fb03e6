import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readClusterConfig } from '../../scripts/parts/cluster-config.ts';
import { anyFreePorts } from '../../scripts/parts/ports.ts';
import { freePorts, planPorts, type Ports } from '../../scripts/stack/port-plan.ts';

let busy: Server | undefined;
afterEach(() => busy?.close());

async function occupy(port: number): Promise<void> {
  busy = createServer();
  await new Promise<void>((resolve) => busy?.listen(port, '127.0.0.1', resolve));
}

async function declared(): Promise<Ports> {
  const { ports } = await readClusterConfig();
  return freePorts(ports);
}

test('a busy port moves to the next free one, off the ports of the others, and says so', async () => {
  const spread = await declared();
  const ports = { ...spread, api: spread.web + 1 };
  await occupy(ports.web);
  const plan = await planPorts(ports, {}, {});
  expect(plan.ports.web).toBeGreaterThan(ports.web + 1);
  expect(plan.moved).toContainEqual({ name: 'web', wanted: ports.web, port: plan.ports.web });
});

test('a port that was asked for goes before a remembered one, and that before the declared one', async () => {
  const ports = await declared();
  const [asked = 0, remembered = 0] = await anyFreePorts(2);
  const plan = await planPorts(ports, { web: remembered, api: remembered }, { web: asked });
  expect([plan.ports.web, plan.ports.api, plan.ports.mail]).toEqual([asked, remembered, ports.mail]);
});

test('no two parts get the same port', async () => {
  const ports = await declared();
  const same = await planPorts({ ...ports, api: ports.web }, {}, {});
  expect(same.ports.api).not.toBe(same.ports.web);
  expect(new Set(Object.values(await freePorts(ports))).size).toBe(Object.keys(ports).length);
});
