import { Accordion, Text } from '@mantine/core';
import type { RequestDetail } from '../../api/resources.ts';
import { Facts } from '../../parts/Facts.tsx';
import { shortHash } from '../../parts/hash.ts';
import { Section } from '../../parts/Section.tsx';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { When } from '../../parts/When.tsx';
import { fromKey, withGroupedAmounts } from '../../parts/words.ts';

/** The records the checks rest on, as they were read. */
export function EvidenceSection({ request }: { request: RequestDetail }) {
  const { evidence, legalEntity } = request;
  return (
    <Section title="Evidence" aside={evidence.length > 0 && countWords(evidence.length)}>
      {evidence.length === 0 && (
        <Text c="dimmed">Contracts, invoices, receipts and statements appear here as they are read.</Text>
      )}
      <Accordion multiple variant="default" chevronPosition="left" order={3}>
        {evidence.map((item) => (
          <Accordion.Item key={item.id} value={item.id}>
            <Accordion.Control>
              <Text>{withGroupedAmounts(item.summary)}</Text>
            </Accordion.Control>
            <Accordion.Panel>
              <StructuredValue value={item.content} />
              <Facts
                facts={[
                  ['Kind', fromKey(item.kind)],
                  ['Source', item.sourceRef],
                  ['Added by', item.addedBy],
                  ['At', <When key="at" at={item.at} entity={legalEntity} />],
                  ['Hash', <code key="hash">{shortHash(item.hash)}</code>],
                ]}
              />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}

const countWords = (count: number): string => (count === 1 ? '1 record' : `${count} records`);
