"""How Turtle is laid out, rule by rule, with comments in every position."""

import re
from textwrap import dedent

import pytest

from ritgraph.errors import SourceSyntaxError
from ritgraph.turtle.layout import layout

LONG = "'" + "x" * 42 + "'"
# What was typed, and what it becomes.
STATEMENTS = {
    "a subject has a line of its own": (
        ":a a :B.",
        """
        :a
            a :B .
        """,
    ),
    "a predicate has a line": (
        ":a a :B;:p 1; :q\n2\n.",
        """
        :a
            a :B ;
            :p 1 ;
            :q 2 .
        """,
    ),
    "objects written on one line stay on one": (
        ":a :p 1,2 , 'three'@en .",
        """
        :a
            :p 1 , 2 , 'three'@en .
        """,
    ),
    "objects written on several have one each": (
        ":a :p 1, 2,\n   3 .",
        """
        :a
            :p
                1 ,
                2 ,
                3 .
        """,
    ),
    "objects too wide for one line have one each": (
        f":a :p {LONG} , {LONG} , 1 .",
        f"""
        :a
            :p
                {LONG} ,
                {LONG} ,
                1 .
        """,
    ),
    "a string of several lines counts as several": (
        ":a :p 1 , '''x\ny''' ; :q '''x\ny''' .",
        """
        :a
            :p
                1 ,
                '''x
        y''' ;
            :q '''x
        y''' .
        """,
    ),
    "brackets written on one line stay on one": (
        ":a :p [:q 1;:r (2 [] 3)], ( ) ; :s [ ] .",
        """
        :a
            :p [ :q 1 ; :r ( 2 [] 3 ) ] , () ;
            :s [] .
        """,
    ),
    "a bracket written on several lines is opened": (
        ":a :p [ :q 1 ;\n:r (2 3) ] .",
        """
        :a
            :p [
                :q 1 ;
                :r ( 2 3 )
            ] .
        """,
    ),
    "a bracket too wide for a line is opened": (
        f":a :p [ :q ( {LONG} {LONG} 1 ) ] .",
        f"""
        :a
            :p [
                :q (
                    {LONG}
                    {LONG}
                    1
                )
            ] .
        """,
    ),
    "a collection has one item on a line": (
        ":a :p ( 1 2\n[ :q 1 ; :r 2,\n3 ] ) .",
        """
        :a
            :p (
                1
                2
                [
                    :q 1 ;
                    :r
                        2 ,
                        3
                ]
            ) .
        """,
    ),
    "opened brackets may follow each other": (
        ":a :p [\n:q 1 ] , [\n:q 2 ] ; :r [\n:q 1 ] ,\n[ :q 2 ] .",
        """
        :a
            :p [
                :q 1
            ] , [
                :q 2
            ] ;
            :r
                [
                    :q 1
                ] ,
                [ :q 2 ] .
        """,
    ),
    "opened brackets with a comma on a new line do not": (
        ":a :p [\n:q 1 ]\n, [\n:q 2 ] .",
        """
        :a
            :p
                [
                    :q 1
                ] ,
                [
                    :q 2
                ] .
        """,
    ),
    "what else follows an opened bracket does not": (
        ":a :p [\n:q 1 ] , 2 .",
        """
        :a
            :p
                [
                    :q 1
                ] ,
                2 .
        """,
    ),
    "a bracket can be a subject": (
        "[ :p 1 ] . [ :p 1 ] :q 2 . [ :p 1 ;\n :q 2 ] . (1 2) :p 3 . [] :p 4 .",
        """
        [ :p 1 ] .

        [ :p 1 ]
            :q 2 .

        [
            :p 1 ;
            :q 2
        ] .

        ( 1 2 )
            :p 3 .

        []
            :p 4 .
        """,
    ),
    "a full stop behind a semicolon has a line of its own": (
        ":a :p 1 ; :q [ :r 1 ; ] ;. :b :p [ :q 1\n;] ; ; :r 1 .",
        """
        :a
            :p 1 ;
            :q [ :r 1 ; ] ;
        .

        :b
            :p [
                :q 1 ;
            ] ; ;
            :r 1 .
        """,
    ),
    "words stay as they were typed": (
        r""":a rdf:type :B ; :p +01, 1.50, 1E0, true, "\u00e5"@EN-gb, '\'', <\u0061>, :a\,b .""",
        r"""
        :a
            rdf:type :B ;
            :p +01 , 1.50 , 1E0 , true , "\u00e5"@EN-gb , '\'' , <\u0061> , :a\,b .
        """,
    ),
    "a string and its datatype are one word": (
        ":a :p 'x' ^^ :t , 'y'\t@en .",
        """
        :a
            :p 'x'^^:t , 'y'@en .
        """,
    ),
    "a prefix or base has a line": (
        "PREFIX  : <x>\nprefix a:<y> @prefix\nb: <z>. @base <w> .\n\nBASE <v>",
        """
        PREFIX : <x>
        prefix a: <y>
        @prefix b: <z> .
        @base <w> .

        BASE <v>
        """,
    ),
    "one blank line stands around a statement": (
        "\n@prefix a: <y> .\n\n\n@prefix b: <y> .\n:a :p 1 .\n:b :p 1 . :c :p 1 .\n@base <x> .\n\n",
        """
        @prefix a: <y> .

        @prefix b: <y> .

        :a
            :p 1 .

        :b
            :p 1 .

        :c
            :p 1 .

        @base <x> .
        """,
    ),
    "one blank line stays inside a statement, not at its ends": (
        ":a\n\n:p 1 ;\n\n\n:q\n\n2 ,\n\n3 ; :r [\n\n:p 1 ;\n\n:q 1\n\n] ; :s (\n\n1\n\n2\n\n)\n\n.",
        """
        :a
            :p 1 ;

            :q
                2 ,

                3 ;
            :r [
                :p 1 ;

                :q 1
            ] ;
            :s (
                1

                2
            ) .
        """,
    ),
    "line ends become LF, but in strings": (
        ":a :p '''1\r\n2\r3 \n''' ;\r\n :q 1 .\r",
        ":a\n    :p '''1\r\n2\r3 \n''' ;\n    :q 1 .\n",
    ),
}
COMMENTS = {
    "before everything": (
        "  # one\n\n\n#two\n@prefix : <x> .",
        """
        # one

        #two
        @prefix : <x> .
        """,
    ),
    "alone": ("\n\n#one \t\n# two", "#one\n# two\n"),
    "between directives": (
        "@prefix a: <x> . # one\n  # two\n@prefix b: <x> .\n\n#three\n\nPREFIX c: <x> #four",
        """
        @prefix a: <x> . # one
        # two
        @prefix b: <x> .

        #three

        PREFIX c: <x> #four
        """,
    ),
    "in a directive": (
        "@prefix # one\n a: # two\n <x> # three\n . #four",
        """
        @prefix # one
            a: # two
            <x> . # three
        #four
        """,
    ),
    "before a full stop that ends a directive": (
        "@base <x>\n# one\n.",
        """
        @base <x>
            # one
        .
        """,
    ),
    "between statements": (
        "@base <x> .\n# one\n\n# two\n:a :p 1 . # three\n # four\n\n:b :p 1 .\n#five",
        """
        @base <x> .

        # one

        # two
        :a
            :p 1 . # three

        # four

        :b
            :p 1 .

        #five
        """,
    ),
    "behind a subject": (
        ":a # one\n :p 1 . :b\n# two\n:p 1 .",
        """
        :a # one
            :p 1 .

        :b
            # two
            :p 1 .
        """,
    ),
    "between predicate and object": (
        ":a :p # one\n 1 ; :q\n# two\n2 ; :r #three\n 3 , 4 .",
        """
        :a
            :p # one
                1 ;
            :q
                # two
                2 ;
            :r #three
                3 ,
                4 .
        """,
    ),
    "around a semicolon": (
        ":a :p 1 # one\n ; :q 2 ; # two\n:r 3\n# three\n; # four\n :s 4 # five\n ; # six\n.",
        """
        :a
            :p 1 ; # one
            :q 2 ; # two
            :r 3 ;
            # three
            # four
            :s 4 ; # five
            # six
        .
        """,
    ),
    "behind a semicolon, before a full stop": (
        ":a :p 1 ; # one\n. # two\n:b :p 1 # three\n;\n\n:q 1 .",
        """
        :a
            :p 1 ; # one
        . # two

        :b
            :p 1 ; # three

            :q 1 .
        """,
    ),
    "around a comma": (
        ":a :p 1 # one\n , 2 , # two\n 3\n# three\n, 4 .",
        """
        :a
            :p
                1 , # one
                2 , # two
                3 ,
                # three
                4 .
        """,
    ),
    "around a full stop": (
        ":a :p 1 # one\n. # two\n:b :p 1\n# three\n. :c :p 1 # four\n# five\n.",
        """
        :a
            :p 1 . # one

        # two
        :b
            :p 1
            # three
        .

        :c
            :p 1 # four
            # five
        .
        """,
    ),
    "for a predicate that was taken out": (
        ":a :p 1 ;\n\n # :q 2 ;\n .",
        """
        :a
            :p 1 ;

            # :q 2 ;
        .
        """,
    ),
    "in brackets": (
        ":a :p [ # one\n :q 1 # two\n; # three\n\n# four\n:r 2 # five\n\n # six\n\n] # seven\n .",
        """
        :a
            :p [ # one
                :q 1 ; # two
                # three

                # four
                :r 2 # five

                # six
            ] . # seven
        """,
    ),
    "in a collection": (
        ":a :p ( # one\n 1 # two\n# three\n2\n# four\n) , ( 5 ) # five\n .",
        """
        :a
            :p
                ( # one
                    1 # two
                    # three
                    2
                    # four
                ) ,
                ( 5 ) . # five
        """,
    ),
    "in empty brackets": (
        "[ # one\n] :p ( # two\n ) , [\n\n# three\n ] .",
        """
        [ # one
        ]
            :p ( # two
            ) , [
                # three
            ] .
        """,
    ),
    "in a literal": (
        ":a :p 'x' # one\n ^^ # two\n :t ; :q 'y' # three\n@en # four\n, 'z' .",
        """
        :a
            :p 'x'^^:t ; # one
            # two
            :q
                'y'@en , # three
                # four
                'z' .
        """,
    ),
    "in a literal in a bracket": (
        ":a :p ( 'x' # one\n^^:t 2 ) .",
        """
        :a
            :p (
                'x'^^:t # one
                2
            ) .
        """,
    ),
    "with an end that is no blank": (
        "# one\u00a0 \n:a :p 1 . # two\x0c\t\n",
        "# one\u00a0\n:a\n    :p 1 . # two\x0c\n",
    ),
    "behind a blank line": (
        ":a :p 1 ;\n\n# one\n:q 2 ;\n# two\n\n:r\n\n# three\n3 .",
        """
        :a
            :p 1 ;

            # one
            :q 2 ;
            # two

            :r
                # three
                3 .
        """,
    ),
    "that is no comment": (
        ":a :p '# one' , <#two> , :t\\#hree .",
        """
        :a
            :p '# one' , <#two> , :t\\#hree .
        """,
    ),
}


def expected(text: str) -> str:
    return dedent(text).removeprefix("\n") if text.startswith("\n") else text


@pytest.mark.parametrize("rule", STATEMENTS)
def test_statement(rule: str) -> None:
    typed, becomes = STATEMENTS[rule]

    assert layout(typed) == expected(becomes)
    assert layout(layout(typed)) == layout(typed)


@pytest.mark.parametrize("where", COMMENTS)
def test_comment_stays(where: str) -> None:
    typed, becomes = COMMENTS[where]

    assert layout(typed) == expected(becomes)
    assert layout(layout(typed)) == layout(typed)


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n"])
def test_nothing_stays_nothing(text: str) -> None:
    assert layout(text) == ""


def test_a_line_of_a_hundred_columns_fits_and_one_of_more_does_not() -> None:
    fits = ":a\n    :p 1 , '" + "x" * 85 + "' .\n"

    assert max(map(len, fits.splitlines())) == 100
    assert layout(fits) == fits
    assert layout(fits.replace("x'", "xx'")).splitlines()[1:3] == ["    :p", "        1 ,"]
    assert layout(fits.replace("xxxxx'", "'@sv-x")) == fits.replace("xxxxx'", "'@sv-x")
    assert layout(fits.replace("xxxx'", "'@sv-x")).splitlines()[1:3] == ["    :p", "        1 ,"]


def test_a_single_word_may_be_as_wide_as_it_is() -> None:
    text = f":a\n    :p <{'x' * 200}> .\n"

    assert layout(text) == text


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("\ufeff:a :p 1 .", "1:1", "a byte order mark cannot stand here"),
        (":a :p 1", "1:8", "the text ends here"),
        (":a :p\n .", "2:2", "'.' cannot stand here"),
        (":a .", "1:4", "'.' cannot stand here"),
        (":a :p 1 :q", "1:9", "':q' cannot stand here"),
        (":a :p [ :q 1 .", "1:7", "this bracket is not closed"),
        (":a :p [\n:q 1 ) .", "2:6", "')' cannot stand here"),
        (":a :p [\n:q 1 . ] .", "2:6", "'.' cannot stand here"),
        (":a :p ] .", "1:7", "']' cannot stand here"),
        (":a :p (\n1 , 2 ) .", "2:3", "',' cannot stand here"),
        (":a :p x .", "1:7", "'x' cannot stand here"),
        ("VERSION '1.2'", "1:1", "'VERSION' cannot stand here"),
        ("@version '1.2' .", "1:1", "'@version' cannot stand here"),
        (":a :p 1 {| :q 2 |} .", "1:10", "'|' cannot stand here"),
        (":a :p <<( :a :p 1 )>> .", "1:7", "'<' cannot stand here"),
        (":a :p 'x'@en--ltr .", "1:13", "'-' cannot stand here"),
        (":a :p " + "[ :p " * 999 + "1" + "\n]" * 999 + ".", r"1:\d+", "nested too deep"),
    ],
)
def test_what_is_no_turtle_1_1_is_an_error_at_its_place(
    text: str, place: str, problem: str
) -> None:
    with pytest.raises(SourceSyntaxError, match=f"query text:{place}: .*{re.escape(problem)}"):
        layout(text)
