from odoo import api, fields, models
from odoo.fields import Domain


class CivilArchiveMixin(models.AbstractModel):
    """A matter that is bound as an archive file when it is over (组卷)."""

    _name = "civil.archive.mixin"
    _description = "Matter with an Archive File"

    archive_file_ids = fields.One2many(
        "civil.archive.file",
        "res_id",
        string="Archive Files",
        domain=lambda self: [("res_model", "=", self._name)],
    )

    # -- hooks ---------------------------------------------------------------------

    def _archive_items(self):
        """Return values of the pieces to bind, in order.

        By default the documents issued for the record, the proofs that they were
        served, and the files attached to the record, by their day. Each needs
        ``name`` and ``attachment_id``; ``number``, ``author``, ``date``,
        ``document_id`` and ``note`` may come along.
        """
        found = self._document_items() + self._attachment_items(self)
        return sorted(found, key=lambda vals: str(vals["date"] or ""))

    def _archive_values(self):
        """Return values of the archive file, such as ``name`` and ``retention``."""
        values = {"name": self.display_name}
        if "division_id" in self._fields:
            values["division_id"] = self.division_id.id
        return values

    def _archive_bound(self, file):
        """Do what follows when the single record's file was bound."""

    # -- collecting ----------------------------------------------------------------

    def _document_items(self):
        """Return values of the documents issued for the single record."""
        documents = self.env["civil.document"].search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "=", self.id)
            & Domain("state", "!=", "draft"),
            order="issued_date, id",
        )
        found = []
        for document in documents:
            found.append(
                {
                    "name": document.title,
                    "number": document.number,
                    "author": document.organ,
                    "date": document.issued_date,
                    "document_id": document.id,
                    "attachment_id": document.attachment_id.id,
                    "note": document.state != "issued" and document._state_label(),
                }
            )
            found += self._proof_items(document)
        return found

    @api.model
    def _proof_items(self, document):
        """Return values of the proofs that a document was served."""
        return [
            {
                "name": self.env._(
                    "Receipt of service: %(document)s", document=document.title
                ),
                "number": document.number,
                "author": document.organ,
                "date": service.served_at or service.sent_at,
                "attachment_id": proof.id,
            }
            for service in document.service_ids.sorted("id")
            for proof in service.proof_ids
        ]

    @api.model
    def _attachment_items(self, record):
        """Return values of the files attached to a record by people."""
        attachments = self.env["ir.attachment"].search(
            Domain("res_model", "=", record._name)
            & Domain("res_id", "=", record.id)
            & Domain("type", "=", "binary")
            & Domain("is_sealed", "=", False),
            order="create_date, id",
        )
        return [
            {
                "name": attachment.name,
                "date": fields.Datetime.context_timestamp(
                    self, attachment.create_date
                ).date(),
                "attachment_id": attachment.id,
            }
            for attachment in attachments
        ]

    # -- binding -------------------------------------------------------------------

    def action_bind_archive(self):
        """Open the record's archive file; where there is none, a draft is collected.

        Its pieces can be sorted and a note written before ``action_bind`` of the
        file closes it.
        """
        self.ensure_one()
        self.check_access("read")
        return self._archive_file().get_formview_action()

    def _bind_archive(self, **values):
        """Collect and bind the single record's file; return it.

        :param values: fields of the ``civil.archive.file``
        """
        file = self._archive_file(**values)
        if file.state == "draft":
            file.action_bind()
        return file

    def _archive_file(self, **values):
        """Return the single record's file: the bound one, or a draft."""
        files = self.env["civil.archive.file"]
        domain = Domain("res_model", "=", self._name) & Domain("res_id", "=", self.id)
        file = files.search(domain, order="id desc", limit=1)
        if not file:
            file = files.create(
                {
                    **self._archive_values(),
                    **values,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
            file.action_collect()
        elif values and file.state == "draft":
            file.write(values)
        return file
