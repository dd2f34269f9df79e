from odoo import api, models


class AccountParallelEvent(models.Model):
    """What other addons call to have their events booked."""

    _inherit = "account.parallel.event"

    @api.model
    def _make_vouchers(self, requests, post=None):
        """Make the vouchers of events: all of them, or none.

        :param requests: list of EventRequest
        :param bool post: post them at once; the company's setting if None
        :return: vouchers in the order of the requests. A key that was used before
            gives its voucher and makes nothing; an event that needs no entry, such
            as the issue of an indicator, gives none
        :raises UserError: why an event can't be booked
        """
        vouchers = self.env["account.parallel.voucher"]
        with self.env.cr.savepoint():
            for request in requests:
                vouchers += self._make_voucher(request, post)
        return vouchers

    @api.model
    def _preview(self, request):
        """Return the lines that a request would make, as plain data.

        :return: list of {ledger, account, account_name, name, debit, credit,
            analytic}: code and name of the account, Decimals, names of the analytic
            accounts
        :raises UserError: why the event can't be booked
        """
        event = self._by_code(request.event)
        rule = event._rule_on(request.company, request.date, request.variant)
        if not rule.line_ids:
            return []
        return [
            {
                **entry,
                "account": entry["account"].code,
                "account_name": entry["account"].l10n_cn_full_name,
                "analytic": self.env["account.analytic.account"]
                .sudo()
                .browse(entry["analytic"])
                .mapped("name"),
            }
            for entry in event._entries(request, rule)
        ]

    @api.model
    def _make_voucher(self, request, post):
        """Make the voucher of one request, or return the one of its key."""
        model = self.env["account.parallel.voucher"].with_company(request.company)
        if request.key and (known := model._by_key(request.company, request.key)):
            return known
        if request.reverse_of:
            voucher = request.reverse_of._make_reversal(request.date, request.summary)
            voucher._write_guarded(
                {"enclosures": request.attachments, **self._origin_vals(request)}
            )
        else:
            voucher = self._by_code(request.event)._book(request)
        if voucher and (request.company.parallel_auto_post if post is None else post):
            voucher._post()
        return voucher

    def _book(self, request):
        """Make the draft of a request by the rule of its day."""
        model = self.env["account.parallel.voucher"].with_company(request.company)
        rule = self._rule_on(request.company, request.date, request.variant)
        if not rule.line_ids:
            return model
        entries = self._entries(request, rule)
        return model._create_guarded(
            {
                "company_id": request.company.id,
                "date": request.date,
                "summary": request.summary,
                "enclosures": request.attachments,
                "event_id": self.id,
                "rule_id": rule.id,
                "closing": self.closing,
                "exemption_id": rule.exemption_id.id,
                "line_ids": model._line_commands(entries),
                **self._origin_vals(request),
            }
        )

    @api.model
    def _origin_vals(self, request):
        source = request.source
        origin = {"res_model": source._name, "res_id": source.id} if source else {}
        return {"key": request.key or False, **origin}
