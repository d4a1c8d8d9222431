CREATE TABLE `fee_records` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`kind` text NOT NULL,
	`work_minutes` integer NOT NULL,
	`outsourced_yen` integer NOT NULL,
	`items` text NOT NULL,
	`exemption` text,
	`lines` text NOT NULL,
	`total_yen` integer NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`approved` integer,
	`decided_at` integer,
	`decided_by` text
);
--> statement-breakpoint
CREATE INDEX `fee_records_case` ON `fee_records` (`case_id`);--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`way` text NOT NULL,
	`paid_on` text NOT NULL,
	`due_on` text,
	`reference` text NOT NULL,
	`rule` text,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`approved` integer,
	`decided_at` integer,
	`decided_by` text
);
--> statement-breakpoint
CREATE INDEX `payments_case` ON `payments` (`case_id`);
--> statement-breakpoint
INSERT INTO `fee_records` (`id`, `organisation_id`, `case_id`, `kind`, `work_minutes`, `outsourced_yen`, `items`, `exemption`, `lines`, `total_yen`, `note`, `at`, `by`, `approved`, `decided_at`, `decided_by`)
SELECT o.`case_id` || '-quote', o.`organisation_id`, o.`case_id`, 'quote', o.`work_minutes`, o.`outsourced_yen`, '{}', NULL, o.`fee_lines`, o.`fee_yen`, o.`notice_number`, e.`at`, e.`actor_id`, 1, e.`at`, e.`actor_id`
FROM `offers` o JOIN `case_events` e ON e.`case_id` = o.`case_id` AND e.`version` = (SELECT min(`version`) FROM `case_events` WHERE `case_id` = o.`case_id` AND json_extract(`data`, '$.dueOn') = o.`apply_by`);--> statement-breakpoint
INSERT INTO `payments` (`id`, `organisation_id`, `case_id`, `kind`, `amount_yen`, `way`, `paid_on`, `due_on`, `reference`, `rule`, `at`, `by`, `approved`, `decided_at`, `decided_by`)
SELECT c.`case_id` || '-paid', c.`organisation_id`, c.`case_id`, 'payment', c.`fee_yen`, '', c.`paid_on`, o.`pay_by`, coalesce(c.`payment_reference`, ''), NULL, e.`at`, e.`actor_id`, NULL, NULL, NULL
FROM `contracts` c JOIN `offers` o ON o.`case_id` = c.`case_id` JOIN `case_events` e ON e.`case_id` = c.`case_id` AND e.`action` = 'record-payment'
WHERE c.`paid_on` IS NOT NULL;
