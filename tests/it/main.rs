//! Headless tests: everything that needs no window. One binary, one file for each room or promise.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod announce;
mod carry;
mod cli;
mod commands_doc;
mod coverage;
mod drafts;
mod export;
mod find;
mod import;
mod import_docx;
mod import_epub;
mod import_html;
mod import_mail;
mod import_odt;
mod import_pdf;
mod import_rtf;
mod import_watch;
mod imported;
mod new_draft;
mod outside;
mod pages;
mod pdf_writer;
mod places;
mod props;
mod sample_docx;
mod sample_epub;
mod sample_odt;
mod sample_pdf;
mod samples;
mod sidecar;
mod store;
mod tidy;
mod workflow;
