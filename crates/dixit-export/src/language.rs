//! Codes of languages, in two letters and in three.

/// ISO 639-1 and, for each, ISO 639-3.
const CODES: &[&str] = &[
    "aa=aar ab=abk ae=ave af=afr ak=aka am=amh an=arg ar=ara as=asm av=ava ay=aym az=aze ba=bak",
    "be=bel bg=bul bi=bis bm=bam bn=ben bo=bod br=bre bs=bos ca=cat ce=che ch=cha co=cos cr=cre",
    "cs=ces cu=chu cv=chv cy=cym da=dan de=deu dv=div dz=dzo ee=ewe el=ell en=eng eo=epo es=spa",
    "et=est eu=eus fa=fas ff=ful fi=fin fj=fij fo=fao fr=fra fy=fry ga=gle gd=gla gl=glg gn=grn",
    "gu=guj gv=glv ha=hau he=heb hi=hin ho=hmo hr=hrv ht=hat hu=hun hy=hye hz=her ia=ina id=ind",
    "ie=ile ig=ibo ii=iii ik=ipk io=ido is=isl it=ita iu=iku ja=jpn jv=jav ka=kat kg=kon ki=kik",
    "kj=kua kk=kaz kl=kal km=khm kn=kan ko=kor kr=kau ks=kas ku=kur kv=kom kw=cor ky=kir la=lat",
    "lb=ltz lg=lug li=lim ln=lin lo=lao lt=lit lu=lub lv=lav mg=mlg mh=mah mi=mri mk=mkd ml=mal",
    "mn=mon mr=mar ms=msa mt=mlt my=mya na=nau nb=nob nd=nde ne=nep ng=ndo nl=nld nn=nno no=nor",
    "nr=nbl nv=nav ny=nya oc=oci oj=oji om=orm or=ori os=oss pa=pan pi=pli pl=pol ps=pus pt=por",
    "qu=que rm=roh rn=run ro=ron ru=rus rw=kin sa=san sc=srd sd=snd se=sme sg=sag sh=hbs si=sin",
    "sk=slk sl=slv sm=smo sn=sna so=som sq=sqi sr=srp ss=ssw st=sot su=sun sv=swe sw=swa ta=tam",
    "te=tel tg=tgk th=tha ti=tir tk=tuk tl=tgl tn=tsn to=ton tr=tur ts=tso tt=tat tw=twi ty=tah",
    "ug=uig uk=ukr ur=urd uz=uzb ve=ven vi=vie vo=vol wa=wln wo=wol xh=xho yi=yid yo=yor za=zha",
    "zh=zho zu=zul",
];

/// The three letters of ISO 639-3 for a language tag such as `en` or `pt-BR`;
/// nothing for one that is none.
pub(crate) fn three_letters(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(code);
    }
    let found = pairs().find(|(two, _)| *two == code);
    found.map(|(_, three)| three.to_owned())
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let pairs = CODES.iter().flat_map(|line| line.split(' '));
    pairs.filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_any_make_have_three_letters() {
        for (tag, three) in [
            ("en-GB", "eng"),
            ("PT_BR", "por"),
            ("zu", "zul"),
            ("deu", "deu"),
        ] {
            assert_eq!(three_letters(tag).as_deref(), Some(three), "{tag}");
        }
        for none in ["", "xx", "x", "english", "e1g"] {
            assert_eq!(three_letters(none), None, "{none}");
        }
    }

    #[test]
    fn every_code_has_its_letters() {
        assert_eq!(pairs().count(), 184);
        for (two, three) in pairs() {
            assert_eq!((two.len(), three.len()), (2, 3), "{two} {three}");
        }
    }
}
