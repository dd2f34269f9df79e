import hashlib
import json

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import pdf
from ..tools.fill import day_in_digits
from .civil_archive_file import RETENTION_CODES
from .ir_attachment import SEAL


class CivilArchiveBind(models.Model):
    """Collecting, binding and verifying archive files."""

    _inherit = "civil.archive.file"

    # -- collecting ----------------------------------------------------------------

    def _found_items(self):
        """Return values of what could be in the single file."""
        record, found = self._record(), []
        if record is not None and hasattr(record, "_archive_items"):
            found = record._archive_items()
        own = self.env["civil.archive.mixin"]._attachment_items(self)
        return found + own

    def _add_items(self, found):
        """Add values of items that aren't in the single file yet."""
        present = set(self.item_ids.attachment_id.ids)
        last = max(self.item_ids.mapped("sequence"), default=0)
        # One file may prove several services; it goes in once.
        new = {vals["attachment_id"]: vals for vals in reversed(found)}
        self.env["civil.archive.item"].create(
            [
                {**vals, "file_id": self.id, "sequence": last + 10 * place}
                for place, vals in enumerate(reversed(new.values()), 1)
                if vals["attachment_id"] not in present
            ]
        )

    # -- binding -------------------------------------------------------------------

    def _bind_refusal(self):
        """Return why the single file can't be bound, or False."""
        return False if self.item_ids else self.env._("there is nothing in it")

    def _check_pages(self):
        """Refuse to bind what can't be printed; forms ask for less than reading all.

        :raises UserError: naming the pieces
        """
        unreadable = [item.name for item in self.item_ids if not item._pages()]
        if unreadable:
            raise UserError(
                self.env._(
                    "%(file)s: turn these pieces into PDF or take them out: %(names)s",
                    file=self.name,
                    names="、".join(unreadable),
                )
            )

    def _bind_now(self):
        """Number the files, count their pages and make their PDFs."""
        for file in self.sudo():
            file._check_pages()
            file._take_number()
            parts = file._number_pages()
            content = file._bound_pdf(parts)
            attachment = SEAL.opened(self.env["ir.attachment"].sudo()).create(
                {
                    "name": f"{file.number}.pdf",
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": file._name,
                    "res_id": file.id,
                    "is_sealed": True,
                }
            )
            file.item_ids.attachment_id._seal()
            file._write_guarded(
                {
                    "attachment_id": attachment.id,
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )

    def _take_number(self):
        """Give the single file its archive number (档号)."""
        number = self.env["civil.numbering"]._next(
            "archive.file",
            fonds=self.fonds,
            category=self.category,
            year=self.year,
            retention=RETENTION_CODES[self.retention],
        )
        self._write_guarded({"number": number})

    def _number_pages(self):
        """Note pages and checksums; return ``[(title, PDF, first page)]``."""
        parts, page = [], 1
        for item in self.item_ids.sorted(lambda item: (item.sequence, item.id)):
            content = item._pages()
            count = pdf.count_pages(content)
            item.write(
                {"page_from": page, "page_count": count, "sha256": item._checksum()}
            )
            parts.append((item.name, content, page))
            page += count
        self._write_guarded(
            {"page_count": page - 1, "items_sha256": self._items_checksum()}
        )
        return parts

    def _items_checksum(self):
        """Return the SHA-256 over the list of contents and what it is a list of."""
        lines = [
            [
                item.name,
                item.number or "",
                item.author or "",
                str(item.date or ""),
                item.page_from,
                item.page_count,
                item.sha256,
            ]
            for item in self.item_ids.sorted(lambda item: (item.sequence, item.id))
        ]
        text = json.dumps([self.number, self.name, lines], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _bound_pdf(self, parts):
        """Return the PDF of the single file, with bookmarks."""
        paper = self.env["civil.paper"]
        file = self.with_context(lang=paper._language())
        values = {"file": file, "today": fields.Date.context_today(self)}
        front = paper._pdf(paper._render("civil_document.archive_front", values))
        back = paper._pdf(paper._render("civil_document.archive_back", values))
        cover, contents = pdf.split_pages(front, [1, pdf.count_pages(front) - 1])
        return pdf.bind(
            [
                (file.env._("Cover"), cover, None),
                (file.env._("List of Contents"), contents, None),
                *parts,
                (file.env._("Concluding Note"), back, None),
            ],
            f"{self.number} {self.name}",
        )

    def _contents_sentence(self):
        """Return how much the single file holds, in a sentence."""
        return self.env._(
            "This file holds %(items)s items on %(pages)s pages.",
            items=self.item_count,
            pages=self.page_count,
        )

    def _paper_day(self, day):
        """Return a day as the papers write it."""
        return day_in_digits(day)

    # -- verifying -----------------------------------------------------------------

    def action_verify(self):
        """Compare the bound files and their contents with their checksums.

        :raises UserError: naming what was changed or is missing
        """
        self._check_readable()
        wrong = [text for file in self.sudo() for text in file._faults()]
        if wrong:
            raise UserError(
                self.env._(
                    "Not as it was bound:\n%(faults)s",
                    faults="\n".join(wrong),
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Everything is as it was bound."),
            },
        }

    def _faults(self):
        """Return what of the single file isn't as it was bound."""
        if self.state == "draft":
            return [self.env._("%(file)s isn't bound.", file=self.display_name)]
        content = self.attachment_id._content()
        faults = [
            self.env._(
                "%(file)s: “%(item)s” was changed or is missing",
                file=self.number,
                item=item.name,
            )
            for item in self.item_ids
            if item._checksum() != item.sha256
        ]
        if hashlib.sha256(content).hexdigest() != self.sha256:
            faults.append(
                self.env._("%(file)s: the bound PDF was changed", file=self.number)
            )
        if self._items_checksum() != self.items_sha256:
            faults.append(
                self.env._(
                    "%(file)s: the list of contents was changed", file=self.number
                )
            )
        return faults
