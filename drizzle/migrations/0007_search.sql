CREATE TABLE `register_search_rows` (
	`no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`entry_id` text NOT NULL,
	`made_by` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_search_rows_entry_id_unique` ON `register_search_rows` (`entry_id`);--> statement-breakpoint
ALTER TABLE `register_entries` DROP COLUMN `search_text`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `register_search` USING fts5(
	`tokens`, content='', contentless_delete=1, prefix='2', tokenize="ascii tokenchars '-'"
);
