CREATE TABLE "duty" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duty_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"legal_entity" text NOT NULL,
	"customer_id" text NOT NULL,
	"request_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"duty" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duty_duty" CHECK ("duty"."duty" in ('request', 'prepare', 'approve', 'release-payment', 'change-bank-details', 'approve-refund', 'clear-kyc', 'approve-credit', 'request-write-off', 'apply-cash', 'override-score', 'approve-limit', 'author-policy', 'publish-policy'))
);
--> statement-breakpoint
CREATE TABLE "exchange_rate" (
	"from_currency" text NOT NULL,
	"to_currency" text NOT NULL,
	"day" date NOT NULL,
	"rate" text NOT NULL,
	CONSTRAINT "exchange_rate_from_currency_to_currency_day_pk" PRIMARY KEY("from_currency","to_currency","day"),
	CONSTRAINT "exchange_rate_positive" CHECK ("exchange_rate"."rate"::numeric > 0),
	CONSTRAINT "exchange_rate_pair" CHECK ("exchange_rate"."from_currency" <> "exchange_rate"."to_currency")
);
--> statement-breakpoint
CREATE TABLE "explanation" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"revision" integer NOT NULL,
	"step" text NOT NULL,
	"rule" text NOT NULL,
	"policy_version" text NOT NULL,
	"because" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	"counterfactual" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "explanation_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "explanation_step" CHECK ("explanation"."step" in ('classify', 'prioritise', 'route', 'assign', 'assess', 'require-approvals', 'approve-automatically', 'deny'))
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"recipient_id" text NOT NULL,
	"request_id" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone,
	CONSTRAINT "notice_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "notice_kind" CHECK ("notice"."kind" in ('sla-mark', 'sla-breach', 'approval-reminder', 'approval-expired', 'approval-void', 'decision-void', 'answer-received', 'ownership', 'consult', 'delegation', 'policy'))
);
--> statement-breakpoint
CREATE TABLE "policy_draft" (
	"version" text PRIMARY KEY NOT NULL,
	"based_on" text NOT NULL,
	"document" jsonb NOT NULL,
	"hash" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"author_id" text NOT NULL,
	"submitted_at" timestamp (3) with time zone,
	"reviewed_by" text,
	"reviewed_at" timestamp (3) with time zone,
	"review_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "policy_draft_state" CHECK ("policy_draft"."state" in ('draft', 'in-review', 'reviewed', 'published', 'discarded')),
	CONSTRAINT "policy_draft_four_eyes" CHECK ("policy_draft"."reviewed_by" is null or "policy_draft"."reviewed_by" <> "policy_draft"."author_id"),
	CONSTRAINT "policy_draft_reviewed" CHECK ("policy_draft"."state" not in ('reviewed', 'published') or "policy_draft"."reviewed_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "request_change" (
	"legal_entity" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reason" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"status_reason" text,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "request_change_legal_entity_id_pk" PRIMARY KEY("legal_entity","id"),
	CONSTRAINT "request_change_kind" CHECK ("request_change"."kind" in ('priority', 'policy-version', 'reopening')),
	CONSTRAINT "request_change_status" CHECK ("request_change"."status" in ('requested', 'approved', 'refused', 'effective', 'void')),
	CONSTRAINT "request_change_reason" CHECK (length(trim("request_change"."reason")) > 0),
	CONSTRAINT "request_change_four_eyes" CHECK ("request_change"."decided_by" is null or "request_change"."decided_by" <> "request_change"."requested_by"),
	CONSTRAINT "request_change_policy_approved" CHECK ("request_change"."kind" <> 'policy-version' or "request_change"."status" in ('requested', 'void') or "request_change"."decided_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "absence" (
	"id" text PRIMARY KEY NOT NULL,
	"principal_id" text NOT NULL,
	"absent_from" timestamp (3) with time zone NOT NULL,
	"absent_until" timestamp (3) with time zone NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "absence_period" CHECK ("absence"."absent_from" < "absence"."absent_until")
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" text PRIMARY KEY NOT NULL,
	"delegator_id" text NOT NULL,
	"delegate_id" text NOT NULL,
	"role" text NOT NULL,
	"entity" text NOT NULL,
	"team" text DEFAULT '*' NOT NULL,
	"limit_minor" bigint,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	CONSTRAINT "delegation_role" CHECK ("delegation"."role" in ('analyst', 'team-lead', 'manager', 'controller', 'treasurer', 'cfo', 'committee', 'committee-alternate', 'payment-releaser', 'master-data-steward', 'kyc-officer', 'policy-author', 'policy-publisher', 'auditor', 'service-desk')),
	CONSTRAINT "delegation_team" CHECK ("delegation"."team" in ('billing', 'cash-application', 'credit', 'service-desk', 'receivables', 'finance', 'sales', 'logistics', '*')),
	CONSTRAINT "delegation_to_another" CHECK ("delegation"."delegator_id" <> "delegation"."delegate_id"),
	CONSTRAINT "delegation_period" CHECK ("delegation"."valid_from" < "delegation"."valid_until"),
	CONSTRAINT "delegation_limit" CHECK ("delegation"."limit_minor" is null or "delegation"."limit_minor" > 0),
	CONSTRAINT "delegation_own" CHECK ("delegation"."created_by" = "delegation"."delegator_id"),
	CONSTRAINT "delegation_revoked" CHECK (("delegation"."revoked_at" is null) = ("delegation"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "role_grant" DROP CONSTRAINT "role_grant_role";--> statement-breakpoint
ALTER TABLE "role_grant" DROP CONSTRAINT "role_grant_team";--> statement-breakpoint
ALTER TABLE "decision" DROP CONSTRAINT "decision_verdict";--> statement-breakpoint
DROP INDEX "decision_one_per_seat";--> statement-breakpoint
ALTER TABLE "principal" ADD COLUMN "manager_id" text;--> statement-breakpoint
ALTER TABLE "principal" ADD COLUMN "skills" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "functional_minor" bigint;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "cycle" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "skill" text;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "first_outcome" text;--> statement-breakpoint
ALTER TABLE "request" ADD COLUMN "first_closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "escalated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "returns_to" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "asked_by" text;--> statement-breakpoint
ALTER TABLE "explanation" ADD CONSTRAINT "explanation_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_draft" ADD CONSTRAINT "policy_draft_based_on_policy_version_version_fk" FOREIGN KEY ("based_on") REFERENCES "public"."policy_version"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_draft" ADD CONSTRAINT "policy_draft_author_id_principal_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_change" ADD CONSTRAINT "request_change_legal_entity_request_id_request_legal_entity_id_fk" FOREIGN KEY ("legal_entity","request_id") REFERENCES "public"."request"("legal_entity","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_principal_id_principal_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegator_id_principal_id_fk" FOREIGN KEY ("delegator_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_id_principal_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."principal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "duty_once" ON "duty" USING btree ("legal_entity","request_id","actor_id","duty");--> statement-breakpoint
CREATE INDEX "duty_customer" ON "duty" USING btree ("legal_entity","customer_id","actor_id");--> statement-breakpoint
CREATE INDEX "explanation_request" ON "explanation" USING btree ("legal_entity","request_id","at");--> statement-breakpoint
CREATE INDEX "notice_recipient" ON "notice" USING btree ("recipient_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notice_unmailed" ON "notice" USING btree ("at") WHERE mailed_at is null;--> statement-breakpoint
CREATE INDEX "request_change_request" ON "request_change" USING btree ("legal_entity","request_id");--> statement-breakpoint
CREATE INDEX "absence_principal" ON "absence" USING btree ("principal_id","absent_until");--> statement-breakpoint
CREATE INDEX "delegation_delegator" ON "delegation" USING btree ("delegator_id","valid_until");--> statement-breakpoint
CREATE INDEX "delegation_delegate" ON "delegation" USING btree ("delegate_id","valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "decision_one_per_seat" ON "decision" USING btree ("legal_entity","task_id") WHERE verdict not in ('ask', 'consult') and status <> 'void';--> statement-breakpoint
ALTER TABLE "legal_entity" DROP COLUMN "calendar";--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_role" CHECK ("role_grant"."role" in ('analyst', 'team-lead', 'manager', 'controller', 'treasurer', 'cfo', 'committee', 'committee-alternate', 'payment-releaser', 'master-data-steward', 'kyc-officer', 'policy-author', 'policy-publisher', 'auditor', 'service-desk', 'channel', 'operator'));--> statement-breakpoint
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_team" CHECK ("role_grant"."team" in ('billing', 'cash-application', 'credit', 'service-desk', 'receivables', 'finance', 'sales', 'logistics', '*'));--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_verdict" CHECK ("decision"."verdict" in ('approve', 'reject', 'ask', 'consult', 'answer', 'classify', 'propose', 'deny'));