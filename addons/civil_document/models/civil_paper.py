from odoo import api, models

from ..tools import pdf

REPORT = "civil_document.action_report_receipt"
#: Pages that hold nothing but "page x of y", by language and count; they are the
#: same for every document.
_STRIPS = {}
_KEPT_UP_TO = 20


class CivilPaper(models.AbstractModel):
    """Turns templates into PDF files (版式): fonts embedded, pages counted."""

    _name = "civil.paper"
    _description = "Paper"

    @api.model
    def _language(self):
        """Return the language of what leaves the office: Chinese, where it is there."""
        chinese = self.env["res.lang"]._get_data(code="zh_CN")
        return "zh_CN" if chinese else self.env.user.lang

    @api.model
    def _render(self, template, values):
        """Return the HTML of a template, in the language of the office.

        :param str template: XML id of a QWeb view
        :param dict values: what the template names
        """
        # What is printed is decided by the code that prints, after its checks.
        paper = self.sudo().with_context(lang=self._language())
        return paper.env["ir.qweb"]._render(template, values)

    @api.model
    def _pdf(self, html, count_pages=False):
        """Return the PDF of a page's HTML.

        :param str html: a whole document with its styles
        :param bool count_pages: print "page x of y" at the foot of each page; the
            packaged program has no footers, so they are laid over
        """
        content = self._convert(html)
        if count_pages and (count := pdf.count_pages(content)):
            content = pdf.add_feet(content, self._page_strip(count))
        return content

    @api.model
    def _convert(self, html, **arguments):
        reports = self.env["ir.actions.report"].sudo()
        return reports._run_wkhtmltopdf(
            [str(html)], report_ref=REPORT, specific_paperformat_args=arguments
        )

    @api.model
    def _page_strip(self, count):
        """Return as many pages that hold nothing but their number."""
        key = (self._language(), count)
        if key in _STRIPS:
            return _STRIPS[key]
        paper = self.with_context(lang=self._language())
        labels = [
            paper.env._("Page %(page)s of %(pages)s", page=page, pages=count)
            for page in range(1, count + 1)
        ]
        html = self._render("civil_document.page_strip", {"labels": labels})
        margins = {"data-report-margin-top": 0, "data-report-margin-bottom": 0}
        content = self._convert(html, **margins)
        if count <= _KEPT_UP_TO:
            _STRIPS[key] = content
        return content
