"""Every text that Odoo would translate stands in the addon's Chinese."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from ground import addons
from ground.paths import ADDONS


@tagged("standard", "post_install", "-at_install")
class TestTranslations(TransactionCase):
    """Compares what Odoo exports with the files under version control."""

    def test_chinese_holds_every_term_and_no_other(self):
        installed = self.env["ir.module.module"]._installed()
        for name in sorted(addons.manifests().keys() & installed.keys()):
            path = ADDONS / name / "i18n" / "zh_CN.po"
            with self.subTest(addon=name):
                kept = {entry.msgid for entry in polib.pofile(str(path))}
                self.assertEqual(self._missing_and_stale(name, kept), ([], []))

    def _missing_and_stale(self, name, kept):
        exported = self._exported_terms(name)
        return sorted(exported - kept), sorted(kept - exported)

    def _exported_terms(self, name):
        content = io.BytesIO()
        trans_export(False, [name], content, "po", self.env)
        return {entry.msgid for entry in polib.pofile(content.getvalue().decode())}
