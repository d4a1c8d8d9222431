CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`mac` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`facts` text NOT NULL,
	`is_public` integer NOT NULL,
	`blind` text NOT NULL,
	`leaf` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitations` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`organisation_id` text,
	`roles` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `memberships` (
	`organisation_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`user_id`, `organisation_id`, `role`),
	FOREIGN KEY (`organisation_id`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`programme_id` text,
	`profile` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`login_hash` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`login` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`invitation_hash` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_login` ON `users` (`login`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_invitation` ON `users` (`invitation_hash`);--> statement-breakpoint
CREATE TABLE `contracts` (
	`case_id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`fee_yen` integer NOT NULL,
	`applied_at` integer NOT NULL,
	`paid_on` text,
	`payment_reference` text,
	`contract_number` text,
	`concluded_at` integer,
	`period_from` text,
	`period_to` text,
	`clauses` text,
	`recipe` text,
	`recipe_sha256` text,
	`recipe_files` text
);
--> statement-breakpoint
CREATE TABLE `processing_orders` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`recipe_sha256` text NOT NULL,
	`sources` text,
	`state` text NOT NULL,
	`runner_id` text,
	`token` integer NOT NULL,
	`lease_until` integer,
	`step` text,
	`progress` integer,
	`failure` text,
	`failure_message` text,
	`report` text,
	`data_package` text,
	`result_sha256` text,
	`result_bytes` integer,
	`result_name` text,
	`result_object` text,
	`result_key` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `processing_orders_state` ON `processing_orders` (`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `processing_orders_case` ON `processing_orders` (`case_id`);--> statement-breakpoint
CREATE TABLE `runners` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runners_token` ON `runners` (`token_hash`);--> statement-breakpoint
CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`kind` text NOT NULL,
	`file_name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`key` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachments_case` ON `attachments` (`case_id`);--> statement-breakpoint
CREATE TABLE `case_events` (
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`event` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`reason` text,
	`data` text,
	PRIMARY KEY(`case_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `issued_documents` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`form` text NOT NULL,
	`title` text NOT NULL,
	`number` text NOT NULL,
	`model` text NOT NULL,
	`sha256` text NOT NULL,
	`key` text NOT NULL,
	`issued_at` integer NOT NULL,
	`issued_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `issued_documents_case` ON `issued_documents` (`case_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `issued_documents_number` ON `issued_documents` (`organisation_id`,`number`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`proposer_organisation_id` text NOT NULL,
	`proposer_name` text NOT NULL,
	`call_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`programme_version` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`receipt_number` text,
	`content` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `proposals_organisation` ON `proposals` (`organisation_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposals_proposer` ON `proposals` (`proposer_organisation_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `proposals_receipt` ON `proposals` (`organisation_id`,`receipt_number`);--> statement-breakpoint
CREATE TABLE `provisions` (
	`case_id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`recipient_key` text,
	`package_object` text,
	`package_key` text,
	`package_sha256` text,
	`package_bytes` integer,
	`files` text,
	`ledger` text,
	`prepared_at` integer,
	`prepared_by` text,
	`confirmed_at` integer,
	`confirmed_by` text,
	`downloaded_at` integer,
	`received_at` integer
);
--> statement-breakpoint
CREATE INDEX `provisions_organisation` ON `provisions` (`organisation_id`,`confirmed_at`);--> statement-breakpoint
CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`title` text NOT NULL,
	`programme_id` text NOT NULL,
	`programme_version` text NOT NULL,
	`announced_on` text NOT NULL,
	`opens_on` text NOT NULL,
	`closes_on` text NOT NULL,
	`terms` text NOT NULL,
	`entries` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "calls_period" CHECK("calls"."opens_on" <= "calls"."closes_on")
);
--> statement-breakpoint
CREATE INDEX `calls_organisation` ON `calls` (`organisation_id`,`opens_on`);--> statement-breakpoint
CREATE TABLE `made_data` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`case_id` text NOT NULL,
	`persons` integer NOT NULL,
	`items` text NOT NULL,
	`desk` text NOT NULL,
	`desk_address` text NOT NULL,
	`proposals_from` text NOT NULL,
	`proposals_to` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `made_data_entry` ON `made_data` (`organisation_id`,`entry_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `made_data_case` ON `made_data` (`case_id`);--> statement-breakpoint
CREATE TABLE `register_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`department` text NOT NULL,
	`persons` integer NOT NULL,
	`is_eligible` integer NOT NULL,
	`content` text NOT NULL,
	`search_text` text NOT NULL,
	`version` integer NOT NULL,
	`published_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "register_entries_persons" CHECK("register_entries"."persons" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_entries_slug` ON `register_entries` (`organisation_id`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `register_entries_name` ON `register_entries` (`organisation_id`,`name`);--> statement-breakpoint
CREATE TABLE `findings` (
	`case_id` text NOT NULL,
	`criterion_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`finding` text NOT NULL,
	`evidence` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `criterion_id`)
);
--> statement-breakpoint
CREATE TABLE `offers` (
	`case_id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`work_minutes` integer NOT NULL,
	`outsourced_yen` integer NOT NULL,
	`fee_yen` integer NOT NULL,
	`fee_lines` text NOT NULL,
	`payment_method` text NOT NULL,
	`pay_by` text NOT NULL,
	`apply_by` text NOT NULL,
	`provision_method` text NOT NULL,
	`notice_number` text NOT NULL,
	`notice_date` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `offers_organisation` ON `offers` (`organisation_id`);--> statement-breakpoint
CREATE TABLE `opinions` (
	`case_id` text NOT NULL,
	`no` integer NOT NULL,
	`organisation_id` text NOT NULL,
	`from` text NOT NULL,
	`opposes` integer NOT NULL,
	`summary` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `no`)
);
--> statement-breakpoint
CREATE TABLE `vault_objects` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation_id` text NOT NULL,
	`case_id` text NOT NULL,
	`kind` text NOT NULL,
	`policy` text NOT NULL,
	`object_name` text,
	`key` text,
	`sha256` text,
	`created_at` integer NOT NULL,
	`destroyed_at` integer
);
--> statement-breakpoint
CREATE INDEX `vault_objects_case` ON `vault_objects` (`organisation_id`,`case_id`);--> statement-breakpoint
CREATE TABLE `demonstration` (
	`id` integer PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`loaded_at` integer
);
