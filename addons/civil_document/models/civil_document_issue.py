import hashlib

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.fill import places
from .civil_document import TEXTS
from .ir_attachment import SEAL


class CivilDocumentIssue(models.Model):
    """Issuing, replacing and voiding documents."""

    _inherit = "civil.document"

    # -- buttons -------------------------------------------------------------------

    def action_issue(self):
        """Give the drafts their numbers and print them, once and for all."""
        self._check_readable()
        self._transition("issued")

    def action_preview(self):
        """Show the paper as it would be issued now."""
        self.ensure_one()
        self._check_readable()
        return self._open_url(f"/civil/document/{self.id}/preview")

    def action_open_pdf(self):
        """Open the issued paper."""
        self.ensure_one()
        self._check_readable()
        if not self.attachment_id:
            return self.action_preview()
        return self._open_url(f"/web/content/{self.attachment_id.id}")

    def action_verify(self):
        """Compare the files with the checksums taken when they were issued.

        :raises UserError: naming the documents whose file was changed
        """
        self._check_readable()
        wrong = self.filtered(lambda document: not document._is_intact())
        if wrong:
            raise UserError(
                self.env._(
                    "The file was changed or is missing: %(documents)s.",
                    documents="、".join(wrong.mapped("display_name")),
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The file is as it was issued."),
            },
        }

    def action_replace(self, reason):
        """Make a draft that will replace the issued document.

        :param str reason: what was wrong with it
        """
        self.ensure_one()
        self.check_access("write")
        draft = self._replacement(reason)
        return draft.get_formview_action()

    def action_void(self, reason):
        """Declare the documents void.

        :param str reason: why; kept with the document
        """
        self.check_access("write")
        self._write_guarded({"void_reason": (reason or "").strip()})
        self._transition("voided")

    # -- guards --------------------------------------------------------------------

    def _issue_refusal(self):
        """Return why the single draft can't be issued, or False."""
        missing = [name for text in TEXTS for name in places(self[text])]
        missing = [name for name in missing if name not in ("number", "date")]
        if missing:
            return self.env._(
                "nothing was filled in for %(places)s",
                places="、".join(f"{{{name}}}" for name in missing),
            )
        if self.needs_service and not self.addressee:
            return self.env._("enter on whom it is to be served")
        if self.replaces_id and self.replaces_id.state != "issued":
            return self.env._("what it replaces is no longer in force")
        standing = self._standing()
        if standing and standing != self.replaces_id:
            return self.env._(
                "%(document)s has already been issued; replace that one",
                document=standing.display_name,
            )
        return False

    def _void_refusal(self):
        return False if self.void_reason else self.env._("give the reason")

    def _standing(self):
        """Return the issued document of the same kind and key about the record."""
        record = self.sudo()._record()
        if record is None:
            return self.browse()
        domain = self._issued_domain(record, self.kind_id, self.issue_key)
        # Whoever issues has to know of it, seen or not.
        return self.sudo().search(domain & self._in_force(), limit=1)

    # -- issuing -------------------------------------------------------------------

    def _issue_by_program(self):
        """Issue drafts for a matter that was decided elsewhere.

        :raises UserError: a draft can't be issued, with the reason
        """
        steps = self._steps("issued")
        self._lock_for_step()
        self._refuse_reasons(
            {
                document: (document.state != "draft" and document._state_label())
                or document._issue_refusal()
                for document in self
            }
        )
        self._issue_now()
        self._write_state(steps[0])

    def _issue_now(self):
        """Number, print and close the drafts."""
        for document in self.sudo():
            document._mark_replaced()
            document._number()
            document._print()

    def _mark_replaced(self):
        old = self.replaces_id
        if old:
            old._lock_for_step()
            old._write_state(old._steps("replaced")[0])
            # The index on issued documents is to see the old one go first.
            old.flush_recordset(["state"])

    def _number(self):
        """Give the single draft its number and day, and fill them in."""
        today = fields.Date.context_today(self)
        kind, number = self.kind_id, False
        if kind.numbering_id:
            number = self.env["civil.numbering"]._next(
                kind.numbering_id.code, year=today.year, division=self.division_id.code
            )
        self._write_guarded(
            {
                "number": number,
                "issued_date": today,
                "issued_uid": self.env.uid,
                "service_due": self._service_due(today),
            }
        )
        self.write(self._fill_texts({"number": number, "date": self._day(today)}))

    def _service_due(self, day):
        """Return until when the document has to be served, or False."""
        kind = self.kind_id
        if not self.needs_service or not kind.service_parameter:
            return False
        days = self.env["civil.parameter"]._get(
            kind.service_parameter, day, self.division_id
        )
        if kind.service_unit == "workday":
            return self.env["civil.workday"]._add_workdays(day, days)
        return fields.Date.add(day, days=days)

    def _print(self):
        """Print the single document and seal the file."""
        html = self._html()
        content = self.env["civil.paper"]._pdf(html, self.kind_id.count_pages)
        attachment = SEAL.opened(self.env["ir.attachment"]).create(
            {
                "name": f"{self.display_name}.pdf",
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
                "is_sealed": True,
            }
        )
        self.write({"content": html})
        self._write_guarded(
            {
                "attachment_id": attachment.id,
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )

    def _is_intact(self):
        """Tell whether the single document's file is the one that was issued."""
        content = self.attachment_id._content()
        return self.state == "draft" or (
            hashlib.sha256(content).hexdigest() == self.sha256
        )

    # -- the paper -----------------------------------------------------------------

    def _html(self):
        """Return the HTML of the single document."""
        return str(
            self.env["civil.paper"]._render(
                "civil_document.document_paper", self._paper_values()
            )
        )

    def _paper_values(self):
        """Return what templates may name.

        ``document``, ``record`` (or None), ``kind``, ``values`` (what the record's
        ``_document_values`` and the caller gave), ``day`` (of issue, in Chinese).
        """
        paper = self.env["civil.paper"]
        document = self.sudo().with_context(lang=paper._language())
        record, kind = document._record(), document.kind_id
        hooked = {}
        if record is not None and hasattr(record, "_document_values"):
            hooked = record._document_values(kind.code)
        values = {
            "document": document,
            "record": record,
            "kind": kind,
            "values": {**hooked, **(document.extra or {})},
            "day": document._day(document.issued_date),
        }
        if kind.template_key:
            values["body_html"] = paper._render(kind.template_key, values)
        return values

    def _preview_pdf(self):
        """Return the PDF of the single document as it stands."""
        self._check_readable()
        return self.env["civil.paper"]._pdf(self._html(), self.kind_id.count_pages)

    # -- replacing -----------------------------------------------------------------

    def _replacement(self, reason, **values):
        """Return the draft of a document that replaces the single issued one.

        :param str reason: what was wrong with the old one
        :param values: fields of the new one that differ
        :raises UserError: without a reason, or the document isn't in force
        """
        if self.state != "issued" or not (reason or "").strip():
            raise UserError(
                self.env._(
                    "%(document)s: only an issued document can be replaced, and with "
                    "a reason.",
                    document=self.display_name,
                )
            )
        kept = {name: self[name] for name in (*TEXTS, "organ", "extra", "issue_key")}
        return self.create(
            {
                **kept,
                "kind_id": self.kind_id.id,
                "company_id": self.company_id.id,
                "division_id": self.division_id.id,
                "res_model": self.res_model,
                "res_id": self.res_id,
                "needs_service": self.needs_service,
                "replaces_id": self.id,
                "replacement_reason": reason.strip(),
                **values,
            }
        )
