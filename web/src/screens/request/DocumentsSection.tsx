import { Accordion, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { documentsQuery } from '../../api/requests.ts';
import type { RequestDetail } from '../../api/resources.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { fromKey } from '../../parts/words.ts';
import { Letter } from './Letter.tsx';

/** Letters and documents the customer got, or will get. */
export function DocumentsSection({ request }: { request: RequestDetail }) {
  const documents = useQuery(documentsQuery(request.id));
  const items = documents.data?.items ?? [];
  return (
    <Section title="Letters and documents">
      {documents.isPending && <Rows count={2} what="the documents" />}
      {documents.isError && (
        <ProblemNotice
          error={documents.error}
          what="The documents could not be read"
          onRetry={() => void documents.refetch()}
        />
      )}
      {documents.isSuccess && items.length === 0 && (
        <Text c="dimmed">Questions, letters and corrected invoices sent to the customer appear here.</Text>
      )}
      <Accordion multiple chevronPosition="left" order={3}>
        {items.map((item) => (
          <Accordion.Item key={item.id} value={item.id}>
            <Accordion.Control>
              <Text fw={500}>{item.title}</Text>
              <Text size="sm" c="dimmed">
                {fromKey(item.kind)} to {item.recipient},{' '}
                {item.sentAt ? (
                  <>
                    sent <When at={item.sentAt} entity={request.legalEntity} />
                  </>
                ) : (
                  'not sent yet'
                )}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Letter subject={item.title} text={item.text} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
