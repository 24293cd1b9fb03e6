import type postgres from 'postgres';

/**
 * Drizzle sends ordinary queries unprepared, so PostgreSQL plans each anew and every one takes a round trip more. This lets the driver
 * prepare whatever has parameters, once per connection: a seventh of a request's CPU. A pooler in front must keep prepared statements.
 */
export function preparing<T extends postgres.Sql | postgres.TransactionSql>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      if (key === 'unsafe') {
        return (query: string, parameters: unknown[] = [], options: object = {}) =>
          Reflect.apply(value, target, [query, parameters, { ...options, prepare: parameters.length > 0 }]);
      }
      if (key === 'begin' || key === 'savepoint') {
        return (...args: unknown[]) =>
          Reflect.apply(
            value,
            target,
            args.map((arg) =>
              typeof arg === 'function'
                ? (inner: postgres.TransactionSql) => Reflect.apply(arg, undefined, [preparing(inner)])
                : arg,
            ),
          );
      }
      return value;
    },
  });
}
