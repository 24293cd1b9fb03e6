import { Code, Text } from '@mantine/core';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { isBag } from '../../parts/structured.ts';
import { StructuredValue } from '../../parts/StructuredValue.tsx';
import { fromKey } from '../../parts/words.ts';
import { ApprovalsArea } from './ApprovalsArea.tsx';
import { amountWords, bagAt, inOrder, isArea, rateWords, weekWords } from './document-words.ts';
import classes from './Policies.module.css';
import { RoutingArea } from './RoutingArea.tsx';
import { SegregationArea } from './SegregationArea.tsx';
import { ServiceLevelsArea } from './ServiceLevelsArea.tsx';

/** A policy as people read it, area by area, and as it is stored. */
export function PolicyDocument({ document }: { document: unknown }) {
  if (!isBag(document)) return <Code block>{JSON.stringify(document, null, 2)}</Code>;
  const rest = Object.entries(document).filter(([key]) => !isArea(key));
  return (
    <div className={classes.areas}>
      <ApprovalsArea approvals={bagAt(document, 'approvals')} />
      <ServiceLevelsArea sla={bagAt(document, 'sla')} />
      <RoutingArea document={document} />
      <SegregationArea segregation={bagAt(document, 'segregation')} />
      <Thresholds document={document} />
      <Calendars calendars={bagAt(document, 'calendars')} />
      {rest.length > 0 && (
        <Section title="Further">
          <StructuredValue value={Object.fromEntries(rest)} />
        </Section>
      )}
      <Section title="The document itself">
        <details>
          <summary>As JSON</summary>
          <Code block tabIndex={0} role="region" aria-label="The document as JSON">
            {JSON.stringify(inOrder(document), null, 2)}
          </Code>
        </details>
      </Section>
    </div>
  );
}

function Thresholds({ document }: { document: Readonly<Record<string, unknown>> }) {
  const priority = bagAt(document, 'priority');
  const cash = bagAt(document, 'cash');
  const wait = bagAt(document, 'customerWait');
  return (
    <Section title="Thresholds and periods">
      <Facts
        facts={[
          ['P1 from', amountWords(priority['p1From'])],
          ['P2 from', amountWords(priority['p2From'])],
          ['P3 from', amountWords(priority['p3From'])],
          ['P2 when due within', `${String(priority['p2WithinBusinessDays'])} business days`],
          [
            'Classified by rules from',
            `confidence ${String(bagAt(document, 'classification')['automaticFrom'])}`,
          ],
          [
            'Receipt taken as exact',
            `payer’s name from ${String(cash['nameScoreFrom'])}, value date within ${String(cash['valueDateBusinessDays'])} business days`,
          ],
          [
            'Customer reminded',
            `after ${[wait['reminderDays']].flat().join(', ')} business days; closed after ${String(wait['closeDay'])}`,
          ],
          ['Dunning stands still', `${String(document['dunningBlockDays'])} days`],
          ['Looks back', `${String(document['lookBackDays'])} days`],
        ]}
      />
      <Text fw={600} mt="sm" mb={4}>
        Tax rates
      </Text>
      <Facts
        facts={Object.entries(bagAt(document, 'taxRates')).map(([entity, rates]) => [
          entity,
          Object.entries(isBag(rates) ? rates : {})
            .map(([code, rate]) => `${fromKey(code.toLowerCase())} ${rateWords(rate)}`)
            .join(', '),
        ])}
      />
    </Section>
  );
}

function Calendars({ calendars }: { calendars: Readonly<Record<string, unknown>> }) {
  return (
    <Section title="Calendars">
      <Facts
        facts={Object.entries(calendars).map(([entity, calendar]) => {
          const { zone, holidays, windows } = isBag(calendar) ? calendar : {};
          return [
            entity,
            `${weekWords(isBag(windows) ? windows : {})} ${String(zone)} time, holidays ${String(holidays)}`,
          ];
        })}
      />
    </Section>
  );
}
