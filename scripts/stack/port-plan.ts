import type { PortName } from '../parts/cluster-config.ts';
import { anyFreePorts, isFree, nextFreePort } from '../parts/ports.ts';

export type Ports = Record<PortName, number>;

export interface MovedPort {
  name: PortName;
  wanted: number;
  port: number;
}

/**
 * The ports of a stack: what was asked for, else what it had the last time, else what is declared; a busy one moves to
 * the next free port. No two parts get the same port.
 */
export async function planPorts(
  declared: Ports,
  remembered: Partial<Ports>,
  asked: Partial<Ports>,
): Promise<{ ports: Ports; moved: MovedPort[] }> {
  const names = portNames(declared);
  const wanted: Ports = { ...declared, ...remembered, ...asked };
  const taken = new Set<number>();
  const ports = { ...wanted };
  const moved: MovedPort[] = [];
  for (const name of names) {
    const others = names.filter((other) => other !== name).map((other) => wanted[other]);
    const first = !taken.has(wanted[name]) && (await isFree(wanted[name]));
    // One that moves keeps off the others' ports, or one busy port would move them all.
    const port = first ? wanted[name] : await nextFreePort(wanted[name], new Set([...taken, ...others]));
    taken.add(port);
    ports[name] = port;
    if (!first) moved.push({ name, wanted: wanted[name], port });
  }
  return { ports, moved };
}

/** Ports nobody uses, for a stack that lives beside others. */
export async function freePorts(declared: Ports): Promise<Ports> {
  const names = portNames(declared);
  const free = await anyFreePorts(names.length);
  return Object.fromEntries(names.map((name, index) => [name, free[index]])) as Ports;
}

function portNames(ports: Ports): PortName[] {
  return Object.keys(ports) as PortName[];
}
