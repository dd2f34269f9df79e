import hashlib

from odoo import api, fields, models

from ..tools import pdf


class CivilArchiveItem(models.Model):
    """One piece in an archive file (卷内文件): a document or an attached file.

    PDF files go in as they are, images on a page each; another format has to be
    turned into PDF first, since the file is to be readable as long as it is kept.
    """

    _name = "civil.archive.item"
    _description = "Piece in an Archive File"
    _order = "file_id, sequence, id"

    file_id = fields.Many2one(
        "civil.archive.file",
        string="Archive File",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="file_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Archive Title", required=True)
    number = fields.Char(string="Document Number")
    author = fields.Char(string="Responsible")
    date = fields.Date()
    document_id = fields.Many2one(
        "civil.document", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    attachment_id = fields.Many2one(
        "ir.attachment",
        string="File",
        required=True,
        index=True,
        ondelete="restrict",
    )
    page_from = fields.Integer(string="Page", readonly=True)
    page_count = fields.Integer(string="Pages", readonly=True)
    sha256 = fields.Char(string="Checksum (SHA-256)", readonly=True)
    note = fields.Char(string="Remarks")

    _once = models.UniqueIndex(
        "(file_id, attachment_id)", "This piece is already in the file."
    )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.file_id._refuse_bound()
        items._check_attachments()
        return items

    def write(self, vals):
        self.file_id._refuse_bound()
        result = super().write(vals)
        if "attachment_id" in vals:
            self._check_attachments()
        return result

    def _check_attachments(self):
        """Let nobody put in what he may not read.

        Constraints run with raised rights and would let everything pass.
        """
        self.attachment_id.check_access("read")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_from_drafts(self):
        self.file_id._refuse_bound()

    # -- pages ---------------------------------------------------------------------

    def _raw(self):
        """Return the bytes of the single piece."""
        return self.attachment_id._content()

    def _checksum(self):
        """Return the SHA-256 of the single piece's bytes."""
        return hashlib.sha256(self._raw()).hexdigest()

    def _pages(self):
        """Return the single piece as PDF, or None where it can't be turned into one."""
        content, kind = self._raw(), self.sudo().attachment_id.mimetype or ""
        if kind.startswith("image/"):
            return pdf.image_to_pdf(content)
        return content if pdf.count_pages(content) else None

    def _page_range(self):
        """Return the pages of the single piece as lists of contents write them."""
        last = self.page_from + self.page_count - 1
        return f"{self.page_from}-{last}" if last > self.page_from else self.page_from
