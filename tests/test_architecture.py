"""The layers and forms of the suite hold, and the checks see what breaks them."""

import pytest

from checks import forms, layers, manifests, models, text, translations
from ground.paths import ADDONS


@pytest.mark.parametrize("check", [layers, models, forms])
def test_the_suite_passes(check, suite):
    assert [str(problem) for problem in check.check(ADDONS, suite)] == []


def test_every_addon_has_a_readme_and_chinese(suite):
    brought = ("readme/DESCRIPTION.md", "readme/CONTEXT.md", "i18n/zh_CN.po")
    wanted = [ADDONS / name / path for name in suite for path in brought]
    assert [path for path in wanted if not path.is_file()] == []


def test_an_addon_may_depend_on_layers_below(addon, found):
    addon("civil_base", {})
    addon("civil_resident", {}, depends=["civil_base"])
    addon("civil_subsidy", {}, depends=["civil_resident"])
    assert found(layers) == []


def test_an_addon_must_not_depend_on_one_above(addon, found):
    addon("civil_base", {}, depends=["base", "civil_subsidy"])
    addon("civil_subsidy", {})
    assert found(layers) == [
        "civil_base depends on civil_subsidy, which stands above it"
    ]


def test_an_addon_depends_on_one_of_its_layer_at_most(addon, found):
    for name in ("civil_institution", "civil_funeral"):
        addon(name, {})
    addon("civil_cemetery", {}, depends=["civil_institution", "civil_funeral"])
    assert found(layers) == [
        "civil_cemetery depends on more than one of its layer: "
        "civil_institution, civil_funeral"
    ]


def test_an_addon_without_a_place_is_found(addon, found):
    addon("civil_unheard_of", {})
    assert found(layers) == [
        "civil_unheard_of has no place in scripts/lib/checks/layers.py"
    ]


def test_glue_joins_two_addons(addon, found):
    for name in ("civil_funeral", "civil_cemetery"):
        addon(name, {})
    joined = ["civil_funeral", "civil_cemetery"]
    addon("civil_funeral_cemetery", {}, depends=joined, auto_install=True)
    assert found(layers) == []


@pytest.mark.parametrize(
    ("path", "source", "text"),
    [
        (
            "models/civil_fund.py",
            "from odoo.addons.civil_subsidy import models\n",
            "imports civil_subsidy, on which it doesn't depend",
        ),
        (
            "views/civil_fund_views.xml",
            '<menuitem id="m" parent="civil_subsidy.menu_root"/>\n',
            "refers to civil_subsidy, on which it doesn't depend",
        ),
    ],
)
def test_what_an_addon_uses_it_depends_on(addon, found, path, source, text):
    addon("civil_subsidy", {})
    addon("civil_fund", {path: source})
    assert set(found(layers)) == {text}


def test_two_models_in_a_file_are_found(addon, found):
    source = "".join(
        f"class {name}(models.AbstractModel):\n    _name = '{name.lower()}'\n"
        for name in ("One", "Two")
    )
    addon("civil_base", {"models/one.py": source})
    assert found(models) == ["holds more than one model: One, Two"]


def test_a_model_without_access_and_a_line_without_group_are_found(addon, found):
    head = "id,name,model_id:id,group_id:id,perm_read"
    files = {
        "models/one.py": "class One(models.Model):\n    _name = 'civil.one'\n",
        "security/ir.model.access.csv": f"{head}\naccess_two,two,model_two,,1\n",
    }
    addon("civil_base", files)
    assert found(models) == [
        "access_two names no group",
        "civil.one has no access line",
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "_sql" + "_constraints = []"),
        ("a.py", "from odoo import _, models"),
        ("a.py", "self.env['x'].read" + "_group([], [], [])"),
        ("a.xml", "<tre" + "e/>"),
        ("a.xml", "<field name='a' at" + "trs='{}'/>"),
        ("a.xml", "<t t-e" + "sc='a'/>"),
        ("a.js", "/** @odoo" + "-module **/"),
    ],
)
def test_forms_from_before_odoo_19_are_found(tmp_path, name, source):
    assert len(list(forms.check_text(tmp_path / name, source))) == 1


def test_forms_of_odoo_19_pass(tmp_path):
    source = "self.env['x']._read_group([], ['a'], ['__count'])"
    assert list(forms.check_text(tmp_path / "a.py", source)) == []


def test_manifests_say_what_differs_and_bring_readme_and_chinese(addon, found):
    addon("civil_base", {}, installable=True, version="18.0.1.0.0", maintainers=[])
    texts = found(manifests)
    assert "installable only repeats what holds anyway" in texts
    assert "version is 18.0.1.0.0, not 19.0." in texts
    assert "maintainers is no key of a manifest" in texts
    assert "has no license" in texts
    assert texts.count("is missing") == len(manifests.BROUGHT)


def test_a_chart_of_accounts_stands_where_odoo_looks_for_it(addon, found):
    addon("l10n_cn_government", {}, category="Civil Affairs")
    wanted = manifests.CHART["category"]
    assert f"category is Civil Affairs, not {wanted}" in found(manifests)


def test_a_test_file_that_is_not_imported_is_found(addon, found):
    files = {"tests/__init__.py": "", "tests/test_one.py": ""}
    addon("civil_base", files)
    assert "isn't imported in tests/__init__.py" in found(manifests)


@pytest.mark.parametrize(
    ("chinese", "problem"),
    [
        ("", "'Paid %(count)s' isn't translated"),
        ("已发放", "'Paid %(count)s' has other placeholders in Chinese"),
        ("已发放 %(count)s", None),
    ],
)
def test_faulty_translations_are_found(addon, found, chinese, problem):
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    entry = f'\nmsgid "Paid %(count)s"\nmsgstr "{chinese}"\n'
    addon("civil_base", {"i18n/zh_CN.po": head + entry})
    assert found(translations) == ([problem] if problem else [])


def test_overlong_files_and_unfinished_work_are_found(tmp_path):
    path = tmp_path / "long.py"
    texts = [p.text for p in text.check_text(path, "# TO" + "DO\n" + "\n" * 400)]
    assert texts == [
        "has 401 lines, more than 400",
        f"{'TO' + 'DO'!r} leaves work undone",
    ]
