from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.door import VOUCHER

#: Written by code only, at the step that each belongs to.
_GUARDED = frozenset(
    {
        "name",
        "number",
        "state",
        "financial_move_id",
        "budget_move_id",
        "event_id",
        "rule_id",
        "key",
        "res_model",
        "res_id",
        "reverse_of_id",
        "reversal_ids",
        "maker_id",
        "author_ids",
        "reviewer_id",
        "review_date",
        "bookkeeper_id",
        "post_date",
        "finance_head_id",
        "financial_total",
        "budget_total",
        "create_uid",
        "create_date",
    }
)


class AccountParallelVoucher(models.Model):
    """What nobody may do to a voucher except by its steps."""

    _inherit = "account.parallel.voucher"

    def write(self, vals):
        """Refuse guarded fields, and every change of content once reviewed.

        :raises UserError: for people, imports and the superuser alike
        """
        if VOUCHER.is_open(self):
            return super().write(vals)
        self._refuse_guarded(vals.keys())
        content = vals.keys() - self._talk_fields()
        if content:
            self._refuse_unless_draft()
            if "company_id" in content:
                self._refuse_fields({"company_id"})
        done = super().write(vals)
        if content:
            self._add_author()
        return done

    @api.model_create_multi
    def create(self, vals_list):
        """Make drafts, whose maker is the user, without what only steps write."""
        if not VOUCHER.is_open(self):
            guarded = self._guarded_fields()
            for vals in vals_list:
                given = {name for name in guarded & vals.keys() if vals[name]}
                if vals.get("state") == "draft":
                    given.discard("state")
                self._refuse_guarded(given)
            self = self.with_context(
                {
                    name: value
                    for name, value in self.env.context.items()
                    if name.removeprefix("default_") not in guarded
                }
            )
            vals_list = [
                {name: val for name, val in vals.items() if name not in guarded}
                for vals in vals_list
            ]
        vouchers = super().create(vals_list)
        vouchers._write_guarded(
            {
                "maker_id": self.env.uid,
                "author_ids": [fields.Command.set([self.env.uid])],
            }
        )
        return vouchers

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._refuse_unless_draft()

    @api.model
    def _guarded_fields(self):
        """Return the names of the fields that only steps write; addons add theirs."""
        return _GUARDED

    @api.model
    def _talk_fields(self):
        """Return the names of the fields of the conversation beside the voucher."""
        names = {"message_main_attachment_id"}
        for model in ("mail.thread", "mail.activity.mixin"):
            names |= self.env[model]._fields.keys()
        return names - {"id", "display_name", "create_uid", "create_date"}

    @api.model
    def _create_guarded(self, vals):
        """Create a voucher with guarded fields, for the code of events."""
        made = VOUCHER.opened(self.sudo()).create(vals)
        return self.browse(made.id)

    def _write_guarded(self, vals):
        """Write guarded fields, for the code of steps."""
        VOUCHER.opened(self.sudo()).write(vals)

    def _add_author(self):
        """Remember who had a hand in the voucher: he can't review it."""
        if missing := self.filtered(
            lambda voucher: self.env.user not in voucher.sudo().author_ids
        ):
            missing._write_guarded({"author_ids": [fields.Command.link(self.env.uid)]})

    def _refuse_unless_draft(self):
        for voucher in self.sudo():
            if voucher.state != "draft":
                raise UserError(
                    self.env._(
                        "The voucher %(voucher)s is reviewed or posted and can't be "
                        "changed or deleted. A reviewed voucher can be sent back; a "
                        "posted one is corrected by a reversal in red or by a "
                        "supplementary voucher.",
                        voucher=voucher.display_name,
                    )
                )

    def _refuse_guarded(self, names):
        self._refuse_fields(self._guarded_fields() & set(names))

    def _refuse_fields(self, names):
        if names:
            labels = [
                self._fields[name]._description_string(self.env) for name in names
            ]
            raise UserError(
                self.env._(
                    "%(fields)s of a voucher can't be set by hand: the steps of the "
                    "voucher do it.",
                    fields=", ".join(sorted(labels)),
                )
            )
