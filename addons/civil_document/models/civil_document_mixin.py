import datetime

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

from ..tools.fill import day_in_digits, fill
from .civil_document import TEXTS


class CivilDocumentMixin(models.AbstractModel):
    """A record about which the bureau issues documents (文书).

    Programs call ``_issue_document`` where a matter was decided, or
    ``_draft_document`` where somebody may still change the wording. What the
    documents say comes from the hook ``_document_values``.
    """

    _name = "civil.document.mixin"
    _description = "Record with Documents"

    document_ids = fields.One2many(
        "civil.document",
        "res_id",
        string="Documents",
        domain=lambda self: [("res_model", "=", self._name)],
    )
    # How many there are is no secret to whoever sees the record.
    document_count = fields.Integer(
        string="Number of Documents",
        compute="_compute_document_count",
        compute_sudo=True,
    )

    @api.depends("document_ids")
    def _compute_document_count(self):
        counts = dict(
            self.env["civil.document"]._read_group(
                Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids),
                ["res_id"],
                ["__count"],
            )
        )
        for record in self:
            record.document_count = counts.get(record.id, 0)

    def action_view_documents(self):
        """Show the documents of the record."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_document.civil_document_action"
        )
        action["domain"] = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        action["context"] = {
            "default_res_model": self._name,
            "default_res_id": self.id,
            "default_division_id": self._document_division().id,
        }
        return action

    # -- hooks ---------------------------------------------------------------------

    def _document_values(self, kind_code):
        """Return what documents of a kind about the single record say.

        Override it. Names of the document's texts (``title``, ``addressee``,
        ``body``, ``basis``, ``remedies``, ``enclosures``) take the place of the
        kind's wording; every other name fills its place in the wording and is there
        for templates as ``values``.

        :param str kind_code: code of the kind
        """
        party = self.party_name if "party_name" in self._fields else False
        return {"name": self.display_name, "addressee": party}

    def _document_division(self):
        """Return the division of documents about the single record."""
        if "division_id" in self._fields and self.division_id:
            return self.division_id
        return self.env.user.division_ids[:1]

    def _document_served(self, document):
        """Do what follows when a document about the single record was served.

        :param document: the ``civil.document``; ``served_date`` says when
        """

    # -- making documents ----------------------------------------------------------

    def _issue_document(
        self, kind_code, key="", replaces=None, replacement_reason="", **values
    ):
        """Return the issued document of a kind about the single record.

        It is made, numbered and printed once: called again, it returns the same
        document, and a draft that waits is issued as it stands. A voided one
        is out of the way.

        :param str kind_code: code of the kind
        :param str key: tells apart documents of one kind, such as a second notice
        :param replaces: issued document that the new one replaces
        :param str replacement_reason: what was wrong with that one
        :param values: as in ``_document_values``, before which they come; must be
            what JSON can hold, or days
        :raises UserError: somebody else is issuing for the record at this moment,
            or the document lacks something
        """
        kind = self.env["civil.document.kind"]._by_code(kind_code)
        self._lock_for_document()
        documents = self.env["civil.document"].sudo()
        domain = documents._issued_domain(self, kind, key)
        if not replaces:
            if issued := documents.search(domain & documents._in_force()):
                return issued.sudo(False)
        drafts = documents.search(domain & Domain("state", "=", "draft"))
        draft = drafts.filtered(
            lambda document: document.replaces_id == (replaces or documents)
        )[:1]
        if not draft:
            draft = self._draft(kind, key, values)
            if replaces:
                draft.write(
                    {
                        "replaces_id": replaces.id,
                        "replacement_reason": replacement_reason,
                    }
                )
        draft._issue_by_program()
        return draft.sudo(False)

    def _draft_document(self, kind_code, key="", **values):
        """Return a draft of a kind about the single record, to be looked through.

        The same arguments as ``_issue_document``, which issues the draft.
        """
        kind = self.env["civil.document.kind"]._by_code(kind_code)
        documents = self.env["civil.document"].sudo()
        domain = documents._issued_domain(self, kind, key)
        draft = documents.search(domain & Domain("state", "=", "draft"), limit=1)
        return (draft or self._draft(kind, key, values)).sudo(False)

    def _lock_for_document(self):
        """Let one person at a time issue documents about the record."""
        self.ensure_one()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is issuing a document for %(record)s at this "
                    "moment. Please try again shortly.",
                    record=self.display_name,
                )
            ) from error

    def _draft(self, kind, key, values):
        """Create the draft, with the texts filled in."""
        documents = self.env["civil.document"].sudo()
        all_values = {**self._document_values(kind.code), **values}
        organ = all_values.get("organ") or self.env.company.name
        texts = documents._kind_values(kind)
        texts |= {n: all_values[n] for n in TEXTS if all_values.get(n)}
        places = {"organ": organ, **{n: _plain(v) for n, v in all_values.items()}}
        for name in TEXTS:
            texts[name] = fill(texts.get(name), places) or False
        division = all_values.get("division_id") or self._document_division().id
        return documents.create(
            {
                **texts,
                "kind_id": kind.id,
                "organ": organ,
                "company_id": self.env.company.id,
                "division_id": division,
                "res_model": self._name,
                "res_id": self.id,
                "issue_key": key or "",
                "extra": {n: _plain(v) for n, v in values.items() if n not in TEXTS},
            }
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_without_documents(self):
        """Keep records about which something was issued; drafts go with them."""
        # Documents are looked for whoever may see them.
        documents = (
            self.env["civil.document"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        )
        if issued := documents.filtered(lambda document: document.state != "draft"):
            raise UserError(
                self.env._(
                    "%(record)s can't be deleted: %(document)s was issued for it.",
                    record=issued[0].record_name or self._description,
                    document=issued[0].display_name,
                )
            )
        documents.unlink()


def _plain(value):
    """A value as texts and JSON can hold it: days in Arabic figures."""
    if isinstance(value, datetime.date):
        return day_in_digits(value)
    if isinstance(value, models.BaseModel):
        return "、".join(value.mapped("display_name"))
    return value
