"""Where the figures come from stands at the bottom of a chart, once, in room of its own."""

from spbe.charts.layout import add_origin, make_figure

LONG = (
    "Sumber: Pemerintah Provinsi Kalimantan Timur, Penilaian Dokumen (sementara) 2024 · 5 Nov 2024"
)


def draw(text, theme="light"):
    hidden = {"visible": False}
    return make_figure(
        [], title="Naik", plot_height=100, text=text, theme=theme, xaxis=hidden, yaxis=hidden
    )


def test_lines_are_added_below_everything_else_and_the_plot_keeps_its_height(text):
    figure = draw(text)
    height, margin = figure.layout.height, figure.layout.margin.b
    add_origin(figure, ["Sumber: X · 5 Nov 2024", "Ilustratif"])
    assert figure.layout.annotations[-1].text == "Sumber: X · 5 Nov 2024<br>Ilustratif"
    assert figure.layout.height - height == figure.layout.margin.b - margin > 0
    assert figure.layout.annotations[-1].yshift == -4 - margin


def test_long_lines_are_wrapped_for_a_phone_and_names_stay_as_they_are(text):
    figure = add_origin(draw(text), [LONG, "<b>"])
    assert figure.layout.annotations[-1].text.count("<br>") == 2
    assert figure.layout.annotations[-1].text.endswith("&lt;b&gt;")


def test_a_figure_that_is_shown_again_has_them_once(text):
    figure = add_origin(draw(text), ["Sumber: X"])
    before = figure.to_dict()
    assert add_origin(figure, ["Sumber: X"]).to_dict() == before
    assert figure.layout.meta["title"] == "Naik"
