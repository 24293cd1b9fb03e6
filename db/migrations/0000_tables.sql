CREATE TABLE "contract" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"customer_id" text NOT NULL,
	"date_from" date NOT NULL,
	"date_to" date NOT NULL,
	"payment_terms" text NOT NULL,
	"terms" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sla" jsonb,
	CONSTRAINT "contract_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "contract_dates" CHECK ("contract"."date_from" <= "contract"."date_to")
);
--> statement-breakpoint
CREATE TABLE "credit_profile" (
	"legal_entity" text NOT NULL,
	"customer_id" text NOT NULL,
	"limit_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"score" text NOT NULL,
	"on_hold" boolean DEFAULT false NOT NULL,
	CONSTRAINT "credit_profile_legal_entity_customer_id_pk" PRIMARY KEY("legal_entity","customer_id"),
	CONSTRAINT "credit_profile_limit" CHECK ("credit_profile"."limit_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"group_id" text NOT NULL,
	"country" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"key_account" boolean DEFAULT false NOT NULL,
	"contact_name" text NOT NULL,
	"contact_email" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	CONSTRAINT "customer_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "customer_status" CHECK ("customer"."status" in ('active', 'blocked'))
);
--> statement-breakpoint
CREATE TABLE "kyc_profile" (
	"legal_entity" text NOT NULL,
	"customer_id" text NOT NULL,
	"status" text NOT NULL,
	"risk" text NOT NULL,
	"verified_until" date NOT NULL,
	"list_version" text NOT NULL,
	CONSTRAINT "kyc_profile_legal_entity_customer_id_pk" PRIMARY KEY("legal_entity","customer_id"),
	CONSTRAINT "kyc_profile_status" CHECK ("kyc_profile"."status" in ('verified', 'pending', 'expired', 'prohibited')),
	CONSTRAINT "kyc_profile_risk" CHECK ("kyc_profile"."risk" in ('low', 'medium', 'high', 'prohibited'))
);
--> statement-breakpoint
CREATE TABLE "price_agreement" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"customer_id" text NOT NULL,
	"item" text NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"date_from" date NOT NULL,
	"date_to" date,
	"maintained_by_id" text NOT NULL,
	"maintained_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "price_agreement_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "price_agreement_price" CHECK ("price_agreement"."unit_price_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "api_idempotency" (
	"principal_id" text NOT NULL,
	"key" text NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_idempotency_principal_id_key_pk" PRIMARY KEY("principal_id","key")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"legal_entity" text NOT NULL,
	"chain" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_legal_entity_chain_seq_pk" PRIMARY KEY("legal_entity","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "effect" (
	"legal_entity" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"result" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "effect_legal_entity_key_pk" PRIMARY KEY("legal_entity","key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"not_before" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"delivered" boolean DEFAULT false NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "account_determination" (
	"legal_entity" text NOT NULL,
	"key" text NOT NULL,
	"category" text DEFAULT '*' NOT NULL,
	"tax_code" text DEFAULT '*' NOT NULL,
	"account_number" text NOT NULL,
	CONSTRAINT "account_determination_legal_entity_key_category_tax_code_pk" PRIMARY KEY("legal_entity","key","category","tax_code")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"legal_entity" text NOT NULL,
	"number" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"normal" text NOT NULL,
	CONSTRAINT "account_legal_entity_number_pk" PRIMARY KEY("legal_entity","number"),
	CONSTRAINT "account_key" CHECK ("account"."key" in ('cash', 'payments-in-transit', 'accounts-receivable', 'loss-allowance', 'notes-receivable', 'lc-receivable', 'output-tax', 'refund-liability', 'customer-credits', 'unidentified-cash', 'unapplied-cash', 'on-account', 'opening-equity', 'revenue', 'cash-discounts', 'consideration-payable', 'interest-and-late-fees', 'impairment-expense', 'modification-gain-loss', 'payment-differences', 'customer-marketing-expense', 'realised-fx'))
);
--> statement-breakpoint
CREATE TABLE "credit_memo_line" (
	"legal_entity" text NOT NULL,
	"memo_number" text NOT NULL,
	"invoice_id" text NOT NULL,
	"line" integer NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	CONSTRAINT "credit_memo_line_legal_entity_memo_number_line_pk" PRIMARY KEY("legal_entity","memo_number","line")
);
--> statement-breakpoint
CREATE TABLE "credit_memo" (
	"legal_entity" text NOT NULL,
	"number" text NOT NULL,
	"invoice_id" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"reason" text NOT NULL,
	"currency" text NOT NULL,
	"gross_minor" bigint NOT NULL,
	"issued_on" date NOT NULL,
	"restatement" jsonb NOT NULL,
	CONSTRAINT "credit_memo_legal_entity_number_pk" PRIMARY KEY("legal_entity","number"),
	CONSTRAINT "credit_memo_gross" CHECK ("credit_memo"."gross_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "document_number" (
	"legal_entity" text NOT NULL,
	"series" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"last" bigint NOT NULL,
	CONSTRAINT "document_number_legal_entity_series_fiscal_year_pk" PRIMARY KEY("legal_entity","series","fiscal_year")
);
--> statement-breakpoint
CREATE TABLE "journal_entry" (
	"legal_entity" text NOT NULL,
	"number" text NOT NULL,
	"document_type" text NOT NULL,
	"document_id" text NOT NULL,
	"posting_date" date NOT NULL,
	"document_date" date NOT NULL,
	"tax_date" date NOT NULL,
	"value_date" date NOT NULL,
	"period" text NOT NULL,
	"effect_key" text NOT NULL,
	"request_id" text,
	"revision" integer,
	"proposal_hash" text,
	"reverses" text,
	"description" text NOT NULL,
	"posted_by" text NOT NULL,
	"posted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "journal_entry_legal_entity_number_pk" PRIMARY KEY("legal_entity","number"),
	CONSTRAINT "journal_entry_proposal_whole" CHECK (num_nonnulls("journal_entry"."request_id", "journal_entry"."revision", "journal_entry"."proposal_hash") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "ledger_transfer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_transfer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"legal_entity" text NOT NULL,
	"entry_number" text NOT NULL,
	"line" integer NOT NULL,
	"debit_account" text NOT NULL,
	"credit_account" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"customer_id" text,
	"invoice_id" text,
	"receipt_id" text,
	CONSTRAINT "ledger_transfer_amount" CHECK ("ledger_transfer"."amount_minor" > 0),
	CONSTRAINT "ledger_transfer_two_sides" CHECK ("ledger_transfer"."debit_account" <> "ledger_transfer"."credit_account")
);
--> statement-breakpoint
CREATE TABLE "fiscal_period" (
	"legal_entity" text NOT NULL,
	"period" text NOT NULL,
	"date_from" date NOT NULL,
	"date_to" date NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "fiscal_period_legal_entity_period_pk" PRIMARY KEY("legal_entity","period"),
	CONSTRAINT "fiscal_period_status" CHECK ("fiscal_period"."status" in ('open', 'soft-closed', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"principal_id" text NOT NULL,
	CONSTRAINT "identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "legal_entity" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"currency" text NOT NULL,
	"calendar" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"version" text PRIMARY KEY NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"document" jsonb NOT NULL,
	"hash" text NOT NULL,
	"author_id" text NOT NULL,
	"publisher_id" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "principal" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"answerable_id" text,
	"active" text DEFAULT 'yes' NOT NULL,
	CONSTRAINT "principal_kind" CHECK ("principal"."kind" in ('person', 'service'))
);
--> statement-breakpoint
CREATE TABLE "role_grant" (
	"principal_id" text NOT NULL,
	"role" text NOT NULL,
	"entity" text NOT NULL,
	"team" text DEFAULT '*' NOT NULL,
	"valid_from" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"valid_until" timestamp (3) with time zone,
	CONSTRAINT "role_grant_principal_id_role_entity_team_pk" PRIMARY KEY("principal_id","role","entity","team"),
	CONSTRAINT "role_grant_role" CHECK ("role_grant"."role" in ('analyst', 'team-lead', 'manager', 'controller', 'treasurer', 'cfo', 'committee', 'payment-releaser', 'master-data-steward', 'kyc-officer', 'policy-author', 'policy-publisher', 'auditor', 'service-desk', 'channel', 'operator')),
	CONSTRAINT "role_grant_team" CHECK ("role_grant"."team" in ('billing', 'cash-application', 'credit', 'service-desk', 'receivables', 'finance', '*'))
);
--> statement-breakpoint
CREATE TABLE "web_session" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"principal_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"id_token" text
);
--> statement-breakpoint
CREATE TABLE "customer_credit" (
	"legal_entity" text NOT NULL,
	"customer_id" text NOT NULL,
	"currency" text NOT NULL,
	"balance_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "customer_credit_legal_entity_customer_id_currency_pk" PRIMARY KEY("legal_entity","customer_id","currency"),
	CONSTRAINT "customer_credit_balance" CHECK ("customer_credit"."balance_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invoice_line" (
	"legal_entity" text NOT NULL,
	"invoice_id" text NOT NULL,
	"line" integer NOT NULL,
	"item" text NOT NULL,
	"description" text NOT NULL,
	"category" text NOT NULL,
	"quantity" text NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"tax_code" text NOT NULL,
	"tax_rate" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"credited_net_minor" bigint DEFAULT 0 NOT NULL,
	"credited_tax_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "invoice_line_legal_entity_invoice_id_line_pk" PRIMARY KEY("legal_entity","invoice_id","line"),
	CONSTRAINT "invoice_line_category" CHECK ("invoice_line"."category" in ('goods', 'services', 'freight')),
	CONSTRAINT "invoice_line_credited_net" CHECK ("invoice_line"."credited_net_minor" between 0 and "invoice_line"."net_minor"),
	CONSTRAINT "invoice_line_credited_tax" CHECK ("invoice_line"."credited_tax_minor" between 0 and "invoice_line"."tax_minor")
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"customer_id" text NOT NULL,
	"invoice_date" date NOT NULL,
	"due_date" date NOT NULL,
	"delivery_date" date,
	"delivery_ref" text,
	"order_date" date,
	"currency" text NOT NULL,
	"gross_minor" bigint NOT NULL,
	"open_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "invoice_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "invoice_open_within_gross" CHECK ("invoice"."open_minor" >= 0 and "invoice"."open_minor" <= "invoice"."gross_minor")
);
--> statement-breakpoint
CREATE TABLE "receipt" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"bank_reference" text NOT NULL,
	"bank_entry_ref" text NOT NULL,
	"payer_text" text NOT NULL,
	"customer_id" text,
	"value_date" date NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"held_in" text NOT NULL,
	"remaining_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "receipt_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "receipt_held_in" CHECK ("receipt"."held_in" in ('unidentified-cash', 'unapplied-cash', 'on-account')),
	CONSTRAINT "receipt_amount" CHECK ("receipt"."amount_minor" > 0),
	CONSTRAINT "receipt_remaining" CHECK ("receipt"."remaining_minor" between 0 and "receipt"."amount_minor")
);
--> statement-breakpoint
CREATE TABLE "assessment" (
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"content" jsonb NOT NULL,
	"assessed_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assessment_legal_entity_request_id_revision_pk" PRIMARY KEY("legal_entity","request_id","revision")
);
--> statement-breakpoint
CREATE TABLE "customer_message" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"actor_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "customer_message_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "customer_message_kind" CHECK ("customer_message"."kind" in ('reply', 'withdrawal'))
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"task_id" text NOT NULL,
	"kind" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"actor_id" text NOT NULL,
	"role" text NOT NULL,
	"on_behalf_of" text,
	"content_hash" text,
	"requester_id" text,
	"preparer_id" text,
	"status" text DEFAULT 'recorded' NOT NULL,
	"status_reason" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "decision_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "decision_kind" CHECK ("decision"."kind" in ('triage', 'assess', 'approve', 'provide-information', 'consult')),
	CONSTRAINT "decision_verdict" CHECK ("decision"."verdict" in ('approve', 'reject', 'ask', 'classify', 'propose', 'deny')),
	CONSTRAINT "decision_status" CHECK ("decision"."status" in ('recorded', 'effective', 'void')),
	CONSTRAINT "decision_reason" CHECK ("decision"."verdict" = 'approve' or length(trim("decision"."reason")) > 0),
	CONSTRAINT "decision_approval_bound" CHECK ("decision"."kind" <> 'approve' or num_nonnulls("decision"."content_hash", "decision"."requester_id", "decision"."preparer_id") = 3),
	CONSTRAINT "decision_segregation_of_duties" CHECK ("decision"."kind" <> 'approve' or ("decision"."actor_id" <> "decision"."requester_id" and "decision"."actor_id" <> "decision"."preparer_id" and coalesce("decision"."on_behalf_of", '') not in ("decision"."requester_id", "decision"."preparer_id")))
);
--> statement-breakpoint
CREATE TABLE "document" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_legal_entity_id_pk" PRIMARY KEY("legal_entity","id")
);
--> statement-breakpoint
CREATE TABLE "dunning_block" (
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"blocked_from" timestamp (3) with time zone NOT NULL,
	"blocked_until" date NOT NULL,
	"released_at" timestamp (3) with time zone,
	CONSTRAINT "dunning_block_legal_entity_request_id_pk" PRIMARY KEY("legal_entity","request_id")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"source_ref" text NOT NULL,
	"summary" text NOT NULL,
	"content" jsonb NOT NULL,
	"hash" text NOT NULL,
	"added_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "evidence_legal_entity_id_pk" PRIMARY KEY("legal_entity","id")
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"content_hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"customer_group" text NOT NULL,
	"matrix_column" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"basis_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"requester_id" text NOT NULL,
	"preparer_id" text NOT NULL,
	"chain" jsonb NOT NULL,
	"status" text NOT NULL,
	"routed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proposal_legal_entity_request_id_revision_pk" PRIMARY KEY("legal_entity","request_id","revision"),
	CONSTRAINT "proposal_hash" UNIQUE("legal_entity","request_id","revision","content_hash"),
	CONSTRAINT "proposal_people" UNIQUE("legal_entity","request_id","revision","content_hash","requester_id","preparer_id"),
	CONSTRAINT "proposal_status" CHECK ("proposal"."status" in ('pending', 'approved', 'returned', 'refused', 'withdrawn', 'posted'))
);
--> statement-breakpoint
CREATE TABLE "request_touch" (
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"relation" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_touch_legal_entity_request_id_actor_id_relation_pk" PRIMARY KEY("legal_entity","request_id","actor_id","relation")
);
--> statement-breakpoint
CREATE TABLE "request" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"channel" text NOT NULL,
	"source_ref" text,
	"customer_id" text NOT NULL,
	"invoice_id" text,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"claimed_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"claim" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"requester_id" text NOT NULL,
	"submitted_by" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"policy_version" text NOT NULL,
	"type" text,
	"reason" text,
	"confidence" double precision,
	"priority" text,
	"team" text,
	"owner_id" text,
	"stage" text DEFAULT 'captured' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"state" jsonb,
	"waiting_for" text,
	"waiting_until" timestamp (3) with time zone,
	"next_step" text,
	"sla_due" timestamp (3) with time zone,
	"sla_binding" jsonb,
	"first_response_at" timestamp (3) with time zone,
	"withdraw_requested_at" timestamp (3) with time zone,
	"outcome" text,
	"closed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "request_channel" CHECK ("request"."channel" in ('portal', 'crm', 'email', 'service-desk', 'rpa', 'bank-feed')),
	CONSTRAINT "request_stage" CHECK ("request"."stage" in ('captured', 'verifying', 'triage', 'assessing', 'preparing', 'approving', 'awaiting-customer', 'executing', 'confirming', 'closed')),
	CONSTRAINT "request_priority" CHECK ("request"."priority" is null or "request"."priority" in ('P1', 'P2', 'P3', 'P4')),
	CONSTRAINT "request_outcome" CHECK ("request"."outcome" is null or "request"."outcome" in ('VALID_FULL', 'VALID_PARTIAL', 'INVALID', 'WITHDRAWN', 'COMMERCIAL_GESTURE', 'WRITE_OFF', 'DUPLICATE_REQUEST', 'APPROVED', 'APPROVED_PARTIAL', 'REFUSED', 'NO_RESPONSE')),
	CONSTRAINT "request_claimed" CHECK ("request"."claimed_minor" > 0),
	CONSTRAINT "request_closed" CHECK (("request"."stage" = 'closed') = ("request"."closed_at" is not null) and ("request"."stage" = 'closed') = ("request"."outcome" is not null))
);
--> statement-breakpoint
CREATE TABLE "sla_mark" (
	"legal_entity" text NOT NULL,
	"request_id" text NOT NULL,
	"clock" text NOT NULL,
	"percent" integer NOT NULL,
	"true_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"breach" boolean NOT NULL,
	CONSTRAINT "sla_mark_legal_entity_request_id_clock_percent_pk" PRIMARY KEY("legal_entity","request_id","clock","percent")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"level" integer,
	"role" text NOT NULL,
	"team" text NOT NULL,
	"assignee_id" text,
	"because" text NOT NULL,
	"question" text,
	"content_hash" text NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	"verdict" text,
	CONSTRAINT "task_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "task_kind" CHECK ("task"."kind" in ('triage', 'assess', 'approve', 'provide-information', 'consult')),
	CONSTRAINT "task_state" CHECK ("task"."state" in ('waiting', 'open', 'done', 'void')),
	CONSTRAINT "task_done" CHECK (("task"."state" = 'done') = ("task"."done_by" is not null))
);
--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_profile" ADD CONSTRAINT "credit_profile_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kyc_profile" ADD CONSTRAINT "kyc_profile_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_agreement" ADD CONSTRAINT "price_agreement_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_determination" ADD CONSTRAINT "account_determination_legal_entity_account_number_account_legal_entity_number_fk" FOREIGN KEY ("legal_entity","account_number") REFERENCES "public"."account"("legal_entity","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_memo_line" ADD CONSTRAINT "credit_memo_line_legal_entity_memo_number_credit_memo_legal_entity_number_fk" FOREIGN KEY ("legal_entity","memo_number") REFERENCES "public"."credit_memo"("legal_entity","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_memo_line" ADD CONSTRAINT "credit_memo_line_legal_entity_invoice_id_line_invoice_line_legal_entity_invoice_id_line_fk" FOREIGN KEY ("legal_entity","invoice_id","line") REFERENCES "public"."invoice_line"("legal_entity","invoice_id","line") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_memo" ADD CONSTRAINT "credit_memo_legal_entity_invoice_id_invoice_legal_entity_id_fk" FOREIGN KEY ("legal_entity","invoice_id") REFERENCES "public"."invoice"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_legal_entity_period_fiscal_period_legal_entity_period_fk" FOREIGN KEY ("legal_entity","period") REFERENCES "public"."fiscal_period"("legal_entity","period") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_proposal" FOREIGN KEY ("legal_entity","request_id","revision","proposal_hash") REFERENCES "public"."proposal"("legal_entity","request_id","revision","content_hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_entry_number_journal_entry_legal_entity_number_fk" FOREIGN KEY ("legal_entity","entry_number") REFERENCES "public"."journal_entry"("legal_entity","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_debit_account_account_legal_entity_number_fk" FOREIGN KEY ("legal_entity","debit_account") REFERENCES "public"."account"("legal_entity","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_credit_account_account_legal_entity_number_fk" FOREIGN KEY ("legal_entity","credit_account") REFERENCES "public"."account"("legal_entity","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_invoice_id_invoice_legal_entity_id_fk" FOREIGN KEY ("legal_entity","invoice_id") REFERENCES "public"."invoice"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transfer" ADD CONSTRAINT "ledger_transfer_legal_entity_receipt_id_receipt_legal_entity_id_fk" FOREIGN KEY ("legal_entity","receipt_id") REFERENCES "public"."receipt"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity" ADD CONSTRAINT "identity_principal_id_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_principal_id_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_session" ADD CONSTRAINT "web_session_principal_id_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_credit" ADD CONSTRAINT "customer_credit_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_legal_entity_invoice_id_invoice_legal_entity_id_fk" FOREIGN KEY ("legal_entity","invoice_id") REFERENCES "public"."invoice"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_message" ADD CONSTRAINT "customer_message_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_legal_entity_task_id_task_legal_entity_id_fk" FOREIGN KEY ("legal_entity","task_id") REFERENCES "public"."task"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_proposal" FOREIGN KEY ("legal_entity","request_id","revision","content_hash","requester_id","preparer_id") REFERENCES "public"."proposal"("legal_entity","request_id","revision","content_hash","requester_id","preparer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dunning_block" ADD CONSTRAINT "dunning_block_legal_entity_invoice_id_invoice_legal_entity_id_fk" FOREIGN KEY ("legal_entity","invoice_id") REFERENCES "public"."invoice"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_touch" ADD CONSTRAINT "request_touch_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_policy_version_policy_version_version_fk" FOREIGN KEY ("policy_version") REFERENCES "public"."policy_version"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_legal_entity_customer_id_customer_legal_entity_id_fk" FOREIGN KEY ("legal_entity","customer_id") REFERENCES "public"."customer"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request" ADD CONSTRAINT "request_legal_entity_invoice_id_invoice_legal_entity_id_fk" FOREIGN KEY ("legal_entity","invoice_id") REFERENCES "public"."invoice"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sla_mark" ADD CONSTRAINT "sla_mark_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contract_customer" ON "contract" USING btree ("legal_entity","customer_id");--> statement-breakpoint
CREATE INDEX "price_agreement_item" ON "price_agreement" USING btree ("legal_entity","customer_id","item");--> statement-breakpoint
CREATE INDEX "api_idempotency_age" ON "api_idempotency" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event_hash" ON "audit_event" USING btree ("legal_entity","hash");--> statement-breakpoint
CREATE INDEX "audit_event_time" ON "audit_event" USING btree ("legal_entity","at");--> statement-breakpoint
CREATE INDEX "outbox_pending" ON "outbox" USING btree ("not_before","id") WHERE not delivered;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_memo_request" ON "credit_memo" USING btree ("legal_entity","request_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_entry_effect" ON "journal_entry" USING btree ("legal_entity","effect_key");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_entry_reverses" ON "journal_entry" USING btree ("legal_entity","reverses");--> statement-breakpoint
CREATE INDEX "journal_entry_request" ON "journal_entry" USING btree ("legal_entity","request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transfer_line" ON "ledger_transfer" USING btree ("legal_entity","entry_number","line");--> statement-breakpoint
CREATE INDEX "ledger_transfer_invoice" ON "ledger_transfer" USING btree ("legal_entity","invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "policy_version_effective" ON "policy_version" USING btree ("effective_from");--> statement-breakpoint
CREATE INDEX "web_session_expiry" ON "web_session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "web_session_principal" ON "web_session" USING btree ("principal_id","expires_at" desc);--> statement-breakpoint
CREATE INDEX "invoice_customer" ON "invoice" USING btree ("legal_entity","customer_id","invoice_date");--> statement-breakpoint
CREATE UNIQUE INDEX "receipt_bank_entry" ON "receipt" USING btree ("legal_entity","bank_entry_ref");--> statement-breakpoint
CREATE INDEX "receipt_reference" ON "receipt" USING btree ("legal_entity","bank_reference");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_message_one_withdrawal" ON "customer_message" USING btree ("legal_entity","request_id") WHERE kind = 'withdrawal';--> statement-breakpoint
CREATE UNIQUE INDEX "decision_one_per_seat" ON "decision" USING btree ("legal_entity","task_id") WHERE verdict <> 'ask' and status <> 'void';--> statement-breakpoint
CREATE UNIQUE INDEX "decision_distinct_people" ON "decision" USING btree ("legal_entity","request_id","revision","actor_id") WHERE kind = 'approve' and verdict = 'approve' and status <> 'void';--> statement-breakpoint
CREATE INDEX "decision_request" ON "decision" USING btree ("legal_entity","request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_message" ON "document" USING btree ("legal_entity","message_id");--> statement-breakpoint
CREATE INDEX "document_request" ON "document" USING btree ("legal_entity","request_id");--> statement-breakpoint
CREATE INDEX "evidence_request" ON "evidence" USING btree ("legal_entity","request_id","revision");--> statement-breakpoint
CREATE INDEX "proposal_aggregate" ON "proposal" USING btree ("legal_entity","customer_group","matrix_column","routed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "request_source" ON "request" USING btree ("legal_entity","channel","submitted_by","source_ref");--> statement-breakpoint
CREATE INDEX "request_newest" ON "request" USING btree ("legal_entity","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "request_customer" ON "request" USING btree ("legal_entity","customer_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "request_open_due" ON "request" USING btree ("legal_entity","sla_due") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "request_invoice" ON "request" USING btree ("legal_entity","invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "task_level" ON "task" USING btree ("legal_entity","request_id","revision","level","role") WHERE kind = 'approve';--> statement-breakpoint
CREATE INDEX "task_inbox" ON "task" USING btree ("legal_entity","due_at","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "task_request" ON "task" USING btree ("legal_entity","request_id");